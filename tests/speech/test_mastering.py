"""The finished clip, whatever the engine gave."""

import io
from collections.abc import Callable

import av
import numpy as np
import pytest

from config.errors import SpeechError
from speech.audio import Audio
from speech.decoding import decode
from speech.encoding import encode_flac, encode_mp3, encode_ogg, encode_wav
from speech.loudness import LOUDNESS, integrated_loudness
from speech.mastering import RATE, SYNTHETIC, mastered
from speech.protocols import Prosody
from speech.samples import Samples

PLAIN = Prosody()


def tone(seconds: float = 1.0, *, rate: int = RATE, peak: float = 0.2) -> Samples:
    time = np.arange(round(rate * seconds)) / rate
    return (peak * np.sin(2 * np.pi * 300 * time)).astype(np.float32)


def seconds(clip: Audio) -> float:
    return decode(clip, rate=RATE).size / RATE


@pytest.mark.parametrize("encode", [encode_wav, encode_mp3, encode_flac, encode_ogg])
@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100])
def test_every_engine_s_clip_becomes_the_same_sound(
    encode: Callable[[Samples, int], Audio], rate: int
) -> None:
    clip = mastered(encode(tone(rate=rate), rate), PLAIN)
    samples = decode(clip, rate=RATE)
    assert np.argmax(np.abs(np.fft.rfft(samples))) * RATE / samples.size == pytest.approx(
        300, abs=3
    )
    assert integrated_loudness(samples, RATE) == pytest.approx(LOUDNESS, abs=0.5)
    assert seconds(clip) == pytest.approx(1.0, abs=0.1)
    with av.open(io.BytesIO(clip.data)) as opened:
        stream = opened.streams.audio[0]
        assert (stream.codec_context.name, stream.rate, stream.layout.name) == (
            "flac",
            RATE,
            "mono",
        )
        assert opened.metadata["comment"] == SYNTHETIC


def test_silence_around_the_words_goes_and_the_pause_comes() -> None:
    silence = np.zeros(RATE, np.float32)
    raw = encode_wav(np.concatenate([silence, tone(), silence]), RATE)
    assert seconds(mastered(raw, PLAIN)) == pytest.approx(1.3, abs=0.02)
    paused = decode(mastered(raw, Prosody(pause=0.4)), rate=RATE)
    assert paused.size / RATE == pytest.approx(1.7, abs=0.02)
    assert not paused[-round(0.39 * RATE) :].any()


def test_clips_join_without_a_click() -> None:
    """Cut off in full swing, a clip still begins and ends at nothing."""
    samples = decode(mastered(encode_wav(tone()[40:], RATE), PLAIN), rate=RATE)
    assert np.abs(samples[[0, -1]]).max() < 0.001
    assert np.abs(np.diff(samples)).max() < 0.1


@pytest.mark.parametrize("length", [0.05, 0.2, 0.39])
def test_a_short_word_is_as_loud_as_a_sentence(length: float) -> None:
    samples = decode(mastered(encode_wav(tone(length, peak=0.02), RATE), PLAIN), rate=RATE)
    assert integrated_loudness(samples, RATE) == pytest.approx(LOUDNESS, abs=1.0)


@pytest.mark.parametrize(
    "raw",
    [
        Audio(b"", "audio/wav"),
        Audio(b"<html>", "audio/mpeg"),
        encode_wav(np.zeros(RATE, np.float32), RATE),
        encode_wav(tone(121.0, rate=8_000), 8_000),
        Audio(encode_wav(tone(), RATE).data[:44], "audio/wav"),
    ],
    ids=["nothing", "html", "silence", "endless", "header"],
)
def test_what_is_no_speech_is_refused(raw: Audio) -> None:
    with pytest.raises(SpeechError):
        mastered(raw, PLAIN)


def test_a_wav_cut_in_the_middle_of_a_sample_is_heard() -> None:
    raw = Audio(encode_wav(tone(), RATE).data[:-1001], "audio/wav")
    assert seconds(mastered(raw, PLAIN)) == pytest.approx(1.0, abs=0.1)

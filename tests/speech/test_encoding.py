"""Clips that maum makes."""

import io
from collections.abc import Callable

import av
import numpy as np
import pytest

from config.errors import SpeechError
from speech.audio import Audio
from speech.decoding import decode
from speech.encoding import encode_flac, encode_mp3, encode_ogg, encode_wav
from speech.samples import Samples

ENCODERS = [
    pytest.param(encode_ogg, "audio/ogg", "opus", id="ogg"),
    pytest.param(encode_mp3, "audio/mpeg", "mp3float", id="mp3"),
    pytest.param(encode_wav, "audio/wav", "pcm_s16le", id="wav"),
    pytest.param(encode_flac, "audio/flac", "flac", id="flac"),
]


def tone(rate: int, seconds: float = 1.0) -> Samples:
    times = np.arange(int(rate * seconds)) / rate
    return (0.3 * np.sin(2 * np.pi * 440 * times)).astype(np.float32)


@pytest.mark.parametrize(("encode", "media_type", "codec"), ENCODERS)
@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100, 48_000])
def test_a_tone_comes_back(
    encode: Callable[[Samples, int], Audio], media_type: str, codec: str, rate: int
) -> None:
    clip = encode(tone(rate), rate)
    assert clip.media_type == media_type
    with av.open(io.BytesIO(clip.data)) as opened:
        assert opened.streams.audio[0].codec_context.name == codec
    samples = decode(clip)
    assert len(samples) / 16_000 == pytest.approx(1.0, abs=0.06)
    spectrum = np.abs(np.fft.rfft(samples))
    assert np.argmax(spectrum) * 16_000 / len(samples) == pytest.approx(440, abs=2)
    assert np.sqrt(np.mean(samples**2)) == pytest.approx(0.3 / np.sqrt(2), rel=0.1)


@pytest.mark.parametrize(("encode", "media_type", "codec"), ENCODERS)
def test_no_sound_is_refused(
    encode: Callable[[Samples, int], Audio], media_type: str, codec: str
) -> None:
    with pytest.raises(SpeechError):
        encode(tone(16_000)[:0], 16_000)


def test_opus_is_mono_at_48_khz_and_small() -> None:
    clip = encode_ogg(tone(24_000, seconds=10.0), 24_000)
    with av.open(io.BytesIO(clip.data)) as opened:
        stream = opened.streams.audio[0]
        assert (stream.rate, stream.layout.name) == (48_000, "mono")
    assert len(clip.data) < 80_000

"""Where a finished clip goes: voice notes and the frames of a live call."""

import io

import av
import numpy as np
import pytest

from config.errors import SpeechError
from speech.audio import Audio
from speech.decoding import decode
from speech.encoding import encode_flac
from speech.frames import FRAME, Frames
from speech.loudness import LOUDNESS, integrated_loudness, level
from speech.mastering import RATE, SYNTHETIC
from speech.samples import Samples
from speech.voice_note import voice_note


def tone(hertz: float = 300.0, seconds: float = 1.0) -> Samples:
    time = np.arange(round(RATE * seconds)) / RATE
    return level((0.2 * np.sin(2 * np.pi * hertz * time)).astype(np.float32), RATE)


def clip(hertz: float = 300.0, seconds: float = 1.0) -> Audio:
    return encode_flac(tone(hertz, seconds), RATE)


def halves(seconds: float = 1.0) -> list[Audio]:
    """One tone in two clips: what joins them must not be heard."""
    whole = tone(seconds=2 * seconds)
    return [encode_flac(half, RATE) for half in np.split(whole, 2)]


def steadiness(samples: Samples, rate: int) -> float:
    """The faintest 10 ms of *samples* against the loudest: near 1 where there is no gap."""
    blocks = samples[: samples.size // (rate // 100) * (rate // 100)].reshape(-1, rate // 100)
    power = np.sqrt((blocks**2).mean(axis=1))[3:-3]
    return float(power.min() / power.max())


def test_a_voice_note_is_opus_with_its_length() -> None:
    note = voice_note([clip(seconds=1.25), clip(seconds=0.75)])
    assert note.seconds == pytest.approx(2.0, abs=0.001)
    assert note.audio.media_type == "audio/ogg"
    with av.open(io.BytesIO(note.audio.data)) as opened:
        stream = opened.streams.audio[0]
        assert stream.codec_context.name in {"opus", "libopus"}
        assert (stream.rate, stream.layout.name) == (48_000, "mono")
        assert stream.duration is not None and stream.time_base is not None
        assert float(stream.duration * stream.time_base) == pytest.approx(2.0, abs=0.03)
        assert stream.metadata["comment"] == SYNTHETIC
    samples = decode(note.audio, rate=RATE)
    assert samples.size / RATE == pytest.approx(2.0, abs=0.02)
    assert integrated_loudness(samples, RATE) == pytest.approx(LOUDNESS, abs=1.0)


def test_a_waveform_shows_where_it_is_loud() -> None:
    silence = encode_flac(np.zeros(RATE, np.float32), RATE)
    note = voice_note([clip(), silence])
    assert len(note.waveform) == 20
    assert min(note.waveform[:10]) > 200
    assert max(note.waveform[11:]) < 10
    assert len(voice_note([clip(seconds=40.0)]).waveform) == 256


def test_no_clips_are_no_voice_note() -> None:
    with pytest.raises(SpeechError):
        voice_note([])


def test_frames_are_20_ms_of_both_ears() -> None:
    frames = Frames()
    made = [*frames.feed(clip(seconds=0.99)), *frames.flush()]
    assert [len(frame) for frame in made] == [FRAME] * 50
    sound = np.frombuffer(b"".join(made), "<i2").reshape(-1, 2)
    np.testing.assert_array_equal(sound[:, 0], sound[:, 1])
    left = sound[:, 0].astype(np.float32) / 32768
    assert np.argmax(np.abs(np.fft.rfft(left))) * 48_000 / left.size == pytest.approx(300, abs=2)
    assert np.abs(left).max() == pytest.approx(np.abs(tone()).max(), rel=0.05)


def test_frames_run_on_over_the_end_of_a_sentence() -> None:
    frames = Frames()
    made = [frame for half in halves(0.505) for frame in frames.feed(half)]
    made += frames.flush()
    assert len(made) == 51
    left = np.frombuffer(b"".join(made), "<i2")[::2].astype(np.float32)
    assert steadiness(left[: round(1.01 * 48_000)], 48_000) > 0.9
    assert list(frames.flush()) == []

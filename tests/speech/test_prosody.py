"""Tempo, pitch and loudness, measured on what comes out."""

import math

import numpy as np
import pytest

from speech.prosody import LOUDNESS, integrated_loudness, level, shape, within_limits
from speech.protocols import Prosody
from speech.samples import Samples

RATE = 24_000


def voice(seconds: float = 2.0, hertz: float = 150.0, peak: float = 0.3) -> Samples:
    """A buzz with a fundamental and falling harmonics, as vocal folds make it."""
    time = np.arange(round(RATE * seconds)) / RATE
    waves = np.sum([np.sin(2 * np.pi * hertz * n * time) / n for n in range(1, 12)], axis=0)
    return np.asarray(peak * waves / np.abs(waves).max(), np.float32)


def pitch(samples: Samples) -> float:
    """Hertz, by autocorrelation with a parabola through the peak."""
    middle = samples[samples.size // 3 :][:8192]
    scores = np.correlate(middle, middle, "full")[middle.size - 1 :]
    first = RATE // 400
    peak = first + int(np.argmax(scores[first : RATE // 60]))
    left, top, right = scores[peak - 1 : peak + 2]
    return float(RATE / (peak + 0.5 * (left - right) / (left - 2 * top + right)))


def semitones(after: Samples, before: Samples) -> float:
    return 12 * math.log2(pitch(after) / pitch(before))


@pytest.mark.parametrize("rate", [0.88, 0.94, 1.06, 1.15])
@pytest.mark.parametrize("semitone", [-2.0, -0.6, 0.0, 0.8, 2.0])
def test_tempo_and_pitch_are_what_was_asked(rate: float, semitone: float) -> None:
    before = voice()
    after = shape(before, RATE, Prosody(rate=rate, pitch=semitone))
    assert before.size / after.size == pytest.approx(rate, rel=0.01)
    assert semitones(after, before) == pytest.approx(semitone, abs=0.1)


def test_the_neutral_prosody_changes_nothing() -> None:
    before = voice()
    np.testing.assert_array_equal(shape(before, RATE, Prosody()), before)


def test_gain_is_in_decibels() -> None:
    after = shape(voice(), RATE, Prosody(gain=-6.0))
    assert np.abs(after).max() == pytest.approx(0.3 * 10 ** (-6 / 20), rel=0.01)


def test_more_than_sounds_natural_is_not_done() -> None:
    wild = Prosody(rate=3.0, pitch=-9.0, gain=40.0)
    assert within_limits(wild) == Prosody(rate=1.15, pitch=-2.0, gain=12.0)
    before = voice()
    after = shape(before, RATE, wild)
    assert before.size / after.size == pytest.approx(1.15, rel=0.01)


@pytest.mark.parametrize("peak", [0.01, 0.1, 0.9])
@pytest.mark.parametrize("gain", [0.0, -1.5])
def test_every_clip_is_as_loud_as_the_next(peak: float, gain: float) -> None:
    after = level(voice(peak=peak), RATE, gain=gain)
    assert integrated_loudness(after, RATE) == pytest.approx(LOUDNESS + gain, abs=1.0)


def test_a_word_shorter_than_the_measure_is_levelled_too() -> None:
    after = level(voice(seconds=0.2, peak=0.02), RATE)
    assert integrated_loudness(after, RATE) == pytest.approx(LOUDNESS, abs=1.0)


def test_peaks_do_not_clip() -> None:
    spiky = voice(peak=0.05)
    spiky[::4000] = 0.9
    assert np.abs(level(spiky, RATE, gain=6.0)).max() <= 10 ** (-1.4 / 20)


def test_levelling_changes_no_length() -> None:
    before = voice()
    assert level(before, RATE).size == before.size


def test_silence_stays_silence() -> None:
    silence = np.zeros(RATE, np.float32)
    assert integrated_loudness(silence, RATE) == -math.inf
    assert not level(silence, RATE).any()

"""Loudness, measured on what comes out."""

import math

import numpy as np
import pytest

from speech.loudness import LOUDNESS, integrated_loudness, level
from speech.samples import Samples

RATE = 24_000


def voice(seconds: float = 2.0, hertz: float = 150.0, peak: float = 0.3) -> Samples:
    """A buzz with a fundamental and falling harmonics, as vocal folds make it."""
    time = np.arange(round(RATE * seconds)) / RATE
    waves = np.sum([np.sin(2 * np.pi * hertz * n * time) / n for n in range(1, 12)], axis=0)
    return np.asarray(peak * waves / np.abs(waves).max(), np.float32)


def test_a_known_tone_has_its_known_loudness() -> None:
    """EBU Tech 3341: a stereo sine of 1 kHz at −23 dBFS is −23 LUFS; one channel has 3 LU less."""
    time = np.arange(RATE * 5) / RATE
    tone = (10 ** (-23 / 20) * np.sin(2 * np.pi * 1000 * time)).astype(np.float32)
    assert integrated_loudness(tone, RATE) == pytest.approx(-26.0, abs=0.1)


@pytest.mark.parametrize("peak", [0.01, 0.1, 0.9])
@pytest.mark.parametrize("gain", [0.0, -1.5])
def test_every_clip_is_as_loud_as_the_next(peak: float, gain: float) -> None:
    after = level(voice(peak=peak), RATE, gain=gain)
    assert integrated_loudness(after, RATE) == pytest.approx(LOUDNESS + gain, abs=1.0)


def test_a_word_shorter_than_the_measure_is_levelled_too() -> None:
    after = level(voice(seconds=0.2, peak=0.02), RATE)
    assert integrated_loudness(after, RATE) == pytest.approx(LOUDNESS, abs=1.0)


def test_peaks_do_not_clip_and_cost_no_loudness() -> None:
    spiky = voice(peak=0.05)
    spiky[::4000] = 0.9
    after = level(spiky, RATE)
    assert np.abs(after).max() <= 10 ** (-1.4 / 20)
    assert integrated_loudness(after, RATE) == pytest.approx(LOUDNESS, abs=1.0)


def test_levelling_changes_no_length() -> None:
    before = voice()
    assert level(before, RATE).size == before.size


def test_silence_stays_silence() -> None:
    silence = np.zeros(RATE, np.float32)
    assert integrated_loudness(silence, RATE) == -math.inf
    assert not level(silence, RATE).any()

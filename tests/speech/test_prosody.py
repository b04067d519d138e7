"""Tempo and pitch, measured on what comes out."""

import math

import numpy as np
import pytest

from speech.prosody import divided, shape, within_limits
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


def test_the_rate_in_hertz_changes_on_the_way() -> None:
    before = voice()
    after = shape(before, RATE, Prosody(pitch=1.0), to=48_000)
    assert after.size == pytest.approx(2 * before.size, rel=0.01)
    assert semitones(after[::2], before) == pytest.approx(1.0, abs=0.1)


def test_more_than_sounds_natural_is_not_done() -> None:
    wild = Prosody(rate=3.0, pitch=-9.0, gain=40.0, pause=60.0, manner="loud")
    tame = Prosody(rate=1.15, pitch=-2.0, gain=12.0, pause=2.0, manner="loud")
    assert within_limits(wild) == tame
    before = voice()
    after = shape(before, RATE, wild)
    assert before.size / after.size == pytest.approx(1.15, rel=0.01)


def test_an_engine_is_asked_for_what_it_can_and_filters_do_the_rest() -> None:
    wanted = Prosody(rate=0.9, pitch=1.0, gain=-1.0, pause=0.3, manner="softly")
    assert divided(wanted, {"rate", "manner"}) == (
        Prosody(rate=0.9, manner="softly"),
        Prosody(pitch=1.0, gain=-1.0, pause=0.3),
    )
    assert divided(wanted, set()) == (
        Prosody(),
        Prosody(rate=0.9, pitch=1.0, gain=-1.0, pause=0.3),
    )

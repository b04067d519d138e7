"""How loud speech is, after EBU R128, and making every clip equally loud."""

import math
from collections import deque

import numpy as np

from speech.filters import filter_frames, filtered
from speech.samples import Samples

LOUDNESS = -16.0
"""LUFS; what podcasts and messengers level speech to."""

_CEILING = 10 ** (-1.5 / 20)
"""No peak exceeds this, so that MP3 and Opus do not clip."""
_LIMITER = f"limit={_CEILING:.4f}:level=false:attack=2:release=40:latency=true"
_CLOSE = 0.5
_ROUNDS = 4
"""Limiting peaks takes loudness, which is given back and limited again."""
_BLOCK = 0.4
"""Seconds; the standard measures nothing shorter."""


def integrated_loudness(samples: Samples, rate: int) -> float:
    """LUFS of *samples*; minus infinity for silence.

    A clip shorter than the standard's block is measured repeated.
    """
    shortest = math.ceil(rate * (_BLOCK + 0.1))
    if 0 < samples.size < shortest:
        samples = np.tile(samples, math.ceil(shortest / samples.size))
    last = deque(filter_frames(samples, rate, [("ebur128", "metadata=1")]), maxlen=2)
    told = [frame.metadata.get("lavfi.r128.I") for frame in last]  # the very last may be too short
    loudness = float(next(filter(None, reversed(told)), -math.inf))
    return loudness if loudness > -70 else -math.inf


def level(samples: Samples, rate: int, *, gain: float = 0.0) -> Samples:
    """*samples* at `LOUDNESS` plus *gain* decibels, peaks limited; silence stays as it is."""
    loudness = integrated_loudness(samples, rate)
    if math.isinf(loudness):
        return samples
    boost = LOUDNESS + gain - loudness
    for _ in range(_ROUNDS):
        louder = samples * np.float32(10 ** (boost / 20))
        if np.abs(louder).max() <= _CEILING:
            break
        louder = filtered(louder, rate, [("alimiter", _LIMITER)])
        missing = LOUDNESS + gain - integrated_loudness(louder, rate)
        if missing < _CLOSE:
            break
        boost += missing
    return louder

"""Tempo, pitch and loudness of a spoken sentence, through libav's filters."""

import math
from collections.abc import Iterator
from contextlib import suppress
from typing import cast

import av
import numpy as np
from av.filter import Graph

from speech.encoding import audio_frame
from speech.protocols import Prosody
from speech.samples import Samples

SEMITONES = 2.0
"""Beyond this the formants, which move along, make another person of the speaker."""
SLOWEST, FASTEST = 0.88, 1.15
"""Within these Whisper understands as much as at the voice's own tempo."""
LOUDNESS = -16.0
"""LUFS; what podcasts and messengers level speech to."""

_GAIN = 12.0
_CEILING = -1.5
"""Decibels below full scale that no peak exceeds, so that MP3 and Opus do not clip."""


def within_limits(prosody: Prosody) -> Prosody:
    """*prosody* as far as it sounds natural."""
    return Prosody(
        rate=min(max(prosody.rate, SLOWEST), FASTEST),
        pitch=min(max(prosody.pitch, -SEMITONES), SEMITONES),
        gain=min(max(prosody.gain, -_GAIN), _GAIN),
    )


def shape(samples: Samples, rate: int, prosody: Prosody) -> Samples:
    """*samples* at *prosody*, within the limits.

    Resampling shifts the pitch by a factor k, and the tempo by as much, which is taken back.
    """
    wanted = within_limits(prosody)
    k = 2 ** (wanted.pitch / 12)
    steps: list[tuple[str, str]] = []
    if wanted.pitch:
        steps += [("asetrate", str(round(rate * k))), ("aresample", str(rate))]
    if wanted.rate != k:
        steps.append(("atempo", f"{wanted.rate / k:.6f}"))
    if wanted.gain:
        steps.append(("volume", f"{wanted.gain}dB"))
    return _filtered(samples, rate, steps) if steps else samples


def level(samples: Samples, rate: int, *, gain: float = 0.0) -> Samples:
    """*samples* at `LOUDNESS` plus *gain* decibels, peaks limited; silence stays as it is."""
    loudness = integrated_loudness(samples, rate)
    if math.isinf(loudness):
        return samples
    decibels = LOUDNESS + gain - loudness
    ceiling = 10 ** (_CEILING / 20)
    limiter = f"limit={ceiling:.4f}:level=false:attack=2:release=40:latency=true"
    return _filtered(samples, rate, [("volume", f"{decibels:.3f}dB"), ("alimiter", limiter)])


def integrated_loudness(samples: Samples, rate: int) -> float:
    """LUFS of *samples* after EBU R128; minus infinity for silence.

    A clip shorter than the standard's block of 0.4 s is measured repeated.
    """
    shortest = rate // 2
    if 0 < samples.size < shortest:
        samples = np.tile(samples, math.ceil(shortest / samples.size))
    loudness = -math.inf
    for frame in _frames(samples, rate, [("ebur128", "metadata=1")]):
        loudness = float(frame.metadata.get("lavfi.r128.I", loudness))
    return loudness if loudness > -70 else -math.inf


def _filtered(samples: Samples, rate: int, steps: list[tuple[str, str]]) -> Samples:
    pieces = [frame.to_ndarray()[0] for frame in _frames(samples, rate, steps)]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def _frames(samples: Samples, rate: int, steps: list[tuple[str, str]]) -> Iterator[av.AudioFrame]:
    graph = Graph()
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout="mono")
    form = ("aformat", f"sample_fmts=flt:channel_layouts=mono:sample_rates={rate}")
    nodes = [source, *(graph.add(*step) for step in [*steps, form]), graph.add("abuffersink")]
    graph.link_nodes(*nodes).configure()
    graph.push(audio_frame(samples, rate))
    graph.push(None)
    with suppress(av.EOFError, av.BlockingIOError):
        while True:
            yield cast(av.AudioFrame, graph.pull())

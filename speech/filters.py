"""Samples through libav's filters."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TypeAlias, cast

import av
import numpy as np
from av.filter import Graph

from speech.encoding import audio_frame
from speech.samples import Samples

Step: TypeAlias = tuple[str, str]
"""A filter's name and its arguments, as FFmpeg's ``-af`` takes them."""


def filtered(samples: Samples, rate: int, steps: Sequence[Step], *, to: int = 0) -> Samples:
    """*samples* after *steps*, at *to* hertz, or at *rate* still."""
    if not samples.size or not (steps or (to and to != rate)):
        return samples
    form = ("aformat", f"sample_fmts=flt:channel_layouts=mono:sample_rates={to or rate}")
    frames = filter_frames(samples, rate, [*steps, form])
    pieces = [frame.to_ndarray()[0] for frame in frames]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def filter_frames(samples: Samples, rate: int, steps: Sequence[Step]) -> Iterator[av.AudioFrame]:
    """The frames that come out, with what filters write into their metadata."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout="mono")
    nodes = [source, *(graph.add(*step) for step in steps), graph.add("abuffersink")]
    graph.link_nodes(*nodes).configure()
    graph.push(audio_frame(samples, rate))
    graph.push(None)
    with suppress(av.EOFError, av.BlockingIOError):
        while True:
            yield cast(av.AudioFrame, graph.pull())

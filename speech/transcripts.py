"""From what an engine wrote to a transcript."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from speech.hallucinations import Figures, hallucinated
from speech.protocols import Transcript


class Segment(Figures, Protocol):
    """A stretch of text with its figures."""

    @property
    def tokens(self) -> Sequence[int]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A segment where the library makes none of its own."""

    text: str
    tokens: Sequence[int]
    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float


def transcript(written: Iterable[Segment], *, language: str, seconds: float) -> Transcript:
    """What *written* says, without what nobody said."""
    heard = [one for one in written if not hallucinated(one)]
    text = "".join(one.text for one in heard).strip()
    return Transcript(
        text=text,
        language=language if text else "",
        confidence=_confidence(heard) if text else 0.0,
        seconds=seconds,
    )


def _confidence(heard: Sequence[Segment]) -> float:
    tokens = sum(len(one.tokens) for one in heard)
    mean = sum(one.avg_logprob * len(one.tokens) for one in heard) / tokens
    return min(1.0, math.exp(mean))

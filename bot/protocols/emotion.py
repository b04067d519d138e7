"""What reads the feeling of a message, and how it tells why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from config.moods import Mood


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What a classifier makes of one text; the probabilities need not sum to 1."""

    labels: Mapping[str, float]
    """Fine labels, every one of which ``moods.toml`` knows."""
    moods: Mapping[Mood, float] = field(default_factory=dict)
    """The moods themselves, from a classifier that was trained on them; else empty."""
    polarity: float | None = None
    """From −1 to 1; None from a classifier that has none."""


class EmotionClassifier(Protocol):
    """Reads the emotion of one message."""

    async def classify(self, text: str, /) -> Scores:
        """The scores of *text*, which is not empty; raises `EmotionError`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a classifier reads one text as it does."""

    scores: Scores
    """As `EmotionClassifier.classify` has them."""
    words: Sequence[tuple[str, Mapping[Mood, float]]]
    """Words of the text in its order, each with how much it speaks for every mood: the log-odds
    of the mood with the word less those without it, in nats. Of a long text only those of the
    part that is most like the whole; of one word none."""


@runtime_checkable
class Explainer(Protocol):
    """What a classifier may be as well: one that tells which words it goes by."""

    async def explain(self, text: str, /) -> Explanation:
        """The explanation of *text*, which is not empty; raises `EmotionError`."""
        ...

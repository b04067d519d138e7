"""Several heads in one row of logits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.emotion.embedded import sigmoid
from bot.training.dataset import Dataset, Head
from config.errors import UsageError

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns belong to which head, in the order of the heads.

    Linear heads on one pooled vector are one linear layer with their rows below each other, so a
    multi-task network is an ordinary classifier, and everything that loads those loads it.
    """

    heads: tuple[Head, ...]

    def __post_init__(self) -> None:
        """Raises `UsageError` where two heads have one name."""
        names = [head.name for head in self.heads]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise UsageError(f"two data sets are named {twice!r}; each needs a name of its own")

    @property
    def width(self) -> int:
        """Of a row."""
        return sum(len(head.labels) for head in self.heads)

    @property
    def names(self) -> list[str]:
        """What each column says: the label, behind the first head with the head's name before it."""
        first = list(self.heads[0].labels)
        return first + [f"{head.name}: {label}" for head in self.heads[1:] for label in head.labels]

    def __iter__(self) -> Iterator[tuple[Head, slice]]:
        start = 0
        for head in self.heads:
            yield head, slice(start, start + len(head.labels))
            start += len(head.labels)

    def targets(self, dataset: Dataset) -> Floats:
        """The targets of *dataset* in full rows, NaN where it says nothing; (texts, width)."""
        rows = np.full((len(dataset), self.width), np.nan, np.float32)
        part = next(part for head, part in self if head.name == dataset.head.name)
        rows[:, part][:, dataset.spoken_of] = dataset.targets[:, dataset.spoken_of]
        return rows


def probabilities(head: Head, logits: Floats) -> Floats:
    """What the logits of one head say: (texts, labels), a softmax if one label excludes another."""
    if head.exclusive:
        powers = np.exp(logits - logits.max(1, keepdims=True))
        return np.asarray(powers / powers.sum(1, keepdims=True), np.float32)
    return sigmoid(logits)


def joined(datasets: Sequence[Dataset]) -> Columns:
    """The columns of the heads of *datasets*."""
    return Columns(tuple(dataset.head for dataset in datasets))

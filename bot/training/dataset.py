"""Labelled texts, and the head of the network that learns them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One set of labels that the network predicts."""

    name: str
    """``kote``, ``goemotions``, ``polarity`` or ``mood``."""
    labels: tuple[str, ...]
    exclusive: bool = False
    """Whether exactly one label is true of a text (softmax), or any number (sigmoid)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Texts with what a head should say of them."""

    head: Head
    texts: tuple[str, ...]
    targets: NDArray[np.float32]
    """One row a text, one column a label, 0 or 1."""
    source: str = ""
    """What a recipe calls it; empty means by the name of its head."""
    silent: tuple[str, ...] = ()
    """Labels that these texts say nothing about, neither for nor against."""

    @property
    def name(self) -> str:
        """What a recipe calls it."""
        return self.source or self.head.name

    @property
    def spoken_of(self) -> list[int]:
        """The columns of the labels that these texts speak of."""
        return [place for place, label in enumerate(self.head.labels) if label not in self.silent]

    def __len__(self) -> int:
        return len(self.texts)

    def rows(self, chosen: Sequence[int] | NDArray[np.int64]) -> "Dataset":
        """The rows *chosen*, in that order."""
        texts = tuple(self.texts[row] for row in chosen)
        return replace(self, texts=texts, targets=self.targets[np.asarray(chosen, int)])

    def split(self, held_out: int, *, seed: int) -> "tuple[Dataset, Dataset]":
        """Two parts without a common row: all but *held_out* rows, and these."""
        order = np.random.default_rng(seed).permutation(len(self))
        return self.rows(order[held_out:]), self.rows(order[:held_out])


def multi_hot(rows: Sequence[Sequence[int]], width: int) -> NDArray[np.float32]:
    """Label numbers of each text as rows of 0 and 1."""
    targets = np.zeros((len(rows), width), np.float32)
    for row, labels in enumerate(rows):
        targets[row, list(labels)] = 1
    return targets

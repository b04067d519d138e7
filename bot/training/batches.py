"""The order in which a training run sees its texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.training.dataset import Dataset

Item = TypeVar("Item")

_WINDOW = 50
"""Batches among which texts are sorted by length, so that little of a batch is padding."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one data set."""

    dataset: int
    rows: NDArray[np.int64]


def plan(
    datasets: Sequence[Dataset], epochs: Mapping[str, float], *, size: int, seed: int
) -> tuple[Batch, ...]:
    """Every batch of a run, in order. The same arguments give the same plan.

    *epochs* says by data set how often a text is seen; .5 is half of the texts once.
    """
    random = np.random.default_rng(seed)
    batches = [
        Batch(number, rows)
        for number, dataset in enumerate(datasets)
        for rows in _batches(dataset, epochs.get(dataset.name, 0), size, random)
    ]
    return tuple(batches[place] for place in random.permutation(len(batches)))


def batched(items: Sequence[Item], size: int = 32) -> Iterator[Sequence[Item]]:
    """*items* in order, a few at a time."""
    return (items[at : at + size] for at in range(0, len(items), size))


def _batches(
    dataset: Dataset, epochs: float, size: int, random: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    lengths = np.array([len(text) for text in dataset.texts])
    rows = _visits(len(dataset), epochs, random)
    for start in range(0, len(rows), size * _WINDOW):
        window = rows[start : start + size * _WINDOW]
        window = window[np.argsort(lengths[window], kind="stable")]
        yield from (window[at : at + size] for at in range(0, len(window), size))


def _visits(count: int, epochs: float, random: np.random.Generator) -> NDArray[np.int64]:
    wanted = round(count * epochs)
    rounds = [random.permutation(count) for _ in range(-(-wanted // max(count, 1)))]
    return np.concatenate([*rounds, np.empty(0, np.int64)])[:wanted].astype(np.int64)

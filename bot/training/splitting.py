"""Parts of a data set for learning, choosing and measuring."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.training.corpus import Corpus
from bot.training.dataset import Dataset
from config.errors import BadDataset, UsageError

PARTS = ("train", "dev", "test")

SHARES = (6.0, 2.0, 2.0)
"""Of the parts, in that order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Splits:
    """Three parts without a common text. The same corpus, seed and shares give the same parts."""

    train: Dataset
    dev: Dataset
    """Chooses: thresholds, the epoch to stop at."""
    test: Dataset
    """Measures, and nothing else."""
    published: tuple[str, ...]
    """The parts that are the publisher's own; the others were drawn."""
    seed: int


def split(corpus: Corpus, *, seed: int = 0, shares: Sequence[float] = SHARES) -> Splits:
    """The publisher's dev and test where there is something else to learn from; the rest by *seed*.

    Missing parts are drawn from all that is not kept apart, in proportion to *shares*. Texts of
    one group stay together. Raises `BadDataset` if a part would be empty.
    """
    weights = _checked(shares)
    kept = {part: _rows(corpus, part) for part in _kept_apart(corpus)}
    pool = np.setdiff1d(np.arange(len(corpus.dataset)), np.concatenate([[], *kept.values()]))
    drawn = [part for part in PARTS if part not in kept]
    heaps = _heaps(corpus.groups[pool], [weights[part] for part in drawn], seed)
    rows = kept | {part: pool[places] for part, places in zip(drawn, heaps, strict=True)}
    for part in PARTS:
        if not len(rows[part]):
            raise BadDataset(f"{corpus.origin.spec}: too few texts for a {part} part")
    train, dev, test = (corpus.dataset.rows(rows[part]) for part in PARTS)
    published = (*(["train"] if len(kept) == 2 else []), *kept)
    return Splits(train=train, dev=dev, test=test, published=published, seed=seed)


def _kept_apart(corpus: Corpus) -> tuple[str, ...]:
    there = set(corpus.parts)
    if "test" in there and "dev" in there and there <= {"dev", "test"}:
        return ("test",)
    return tuple(part for part in ("dev", "test") if part in there) if len(there) > 1 else ()


def _checked(shares: Sequence[float]) -> dict[str, float]:
    if len(shares) != len(PARTS) or min(shares) <= 0:
        raise UsageError("a split wants three shares above 0, for example 6:2:2")
    return dict(zip(PARTS, shares, strict=True))


def _rows(corpus: Corpus, part: str) -> NDArray[np.int64]:
    return np.array([row for row, own in enumerate(corpus.parts) if own == part], np.int64)


def _heaps(
    groups: NDArray[np.int64], weights: Sequence[float], seed: int
) -> list[NDArray[np.int64]]:
    """Places of *groups* in one heap a weight, of about these sizes, no group in two of them."""
    numbers, number_of = np.unique(groups, return_inverse=True)
    order = np.random.default_rng(seed).permutation(len(numbers))
    bounds = np.round(np.cumsum(weights)[:-1] / sum(weights) * len(numbers)).astype(int)
    heap_of = np.empty(len(numbers), np.int64)
    for heap, members in enumerate(np.split(order, bounds)):
        heap_of[members] = heap
    return [np.flatnonzero(heap_of[number_of] == heap) for heap in range(len(weights))]

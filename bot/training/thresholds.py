"""From which probability on a label is claimed of a text that may have several."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_GRID = np.arange(0.04, 0.7, 0.02)
_FOLDS = 5


def thresholds(targets: Floats, probabilities: Floats) -> NDArray[np.float64]:
    """By label, the probability that gives the best F1; both (texts, labels).

    Each score is averaged with its neighbours': a single best point of a few hundred texts is
    chance.
    """
    pairs = zip(targets.T, probabilities.T, strict=True)
    return np.array([_threshold(truth > 0, odds) for truth, odds in pairs])


def _threshold(truth: NDArray[np.bool_], odds: Floats) -> float:
    claimed = odds >= _GRID[:, None]
    hits = (claimed & truth).sum(1)
    scores = 2 * hits / np.maximum(1, claimed.sum(1) + truth.sum())
    smooth = np.convolve(np.pad(scores, 2, mode="edge"), np.full(5, 0.2), mode="valid")
    return float(_GRID[np.argmax(smooth)])


def crossed_claims(targets: Floats, probabilities: Floats) -> NDArray[np.bool_]:
    """Which labels are claimed, each text by thresholds that were chosen on other texts."""
    claims = np.zeros(targets.shape, bool)
    for chosen, judged in _folds(len(targets)):
        limits = thresholds(targets[chosen], probabilities[chosen])
        claims[judged] = probabilities[judged] >= limits
    return claims


def _folds(count: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    order = np.random.default_rng(0).permutation(count)
    for fold in range(_FOLDS):
        judged = order[fold::_FOLDS]
        yield np.setdiff1d(order, judged), judged

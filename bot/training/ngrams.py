"""Fits the linear heads on character n-grams: logistic regression with an L2 penalty."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from bot.emotion.ngrams import Floats, NgramHead, buckets, checksums, quantised
from bot.training.dataset import Dataset

_Wide = NDArray[np.float64]


def fit(dataset: Dataset, *, bits: int, penalty: float = 1.0, rounds: int = 60) -> NgramHead:
    """The head of *dataset*'s labels with 2^*bits* buckets, after *rounds* of L-BFGS.

    Every label is a logistic regression of its own; of an exclusive head, they are one softmax.
    """
    features = _features(dataset.texts, bits)
    # The penalty keeps at zero what no text fills, so it need not be looked at.
    filled = np.unique(features.indices)
    features = features[:, filled]
    shape = (len(filled) + 1, len(dataset.head.labels))
    odds = _softmax if dataset.head.exclusive else _sigmoid

    def loss(flat: _Wide) -> tuple[float, _Wide]:
        weights = flat.reshape(shape)
        scores = features @ weights[:-1] + weights[-1]
        surprise, wrong = odds(scores, dataset.targets)
        slope = np.vstack([features.T @ wrong + penalty * weights[:-1], wrong.sum(0)])
        return surprise + penalty / 2 * float((weights[:-1] ** 2).sum()), slope.ravel()

    start = np.zeros(shape)
    found = minimize(
        loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 5}
    )
    *weights, bias = found.x.reshape(shape).astype(np.float32)
    whole = np.zeros((1 << bits, shape[1]), np.float32)
    whole[filled] = weights
    return quantised(whole, bias)


def _features(texts: Sequence[str], bits: int) -> csr_matrix:
    """(texts, buckets): a filled bucket is 1 / √(filled buckets of the text)."""
    rows = [buckets(checksums(text), 1 << bits) for text in texts]
    counts = np.array([len(row) for row in rows])
    values = np.repeat(1 / np.sqrt(np.maximum(counts, 1)), counts)
    ends = np.concatenate([[0], counts.cumsum()])
    return csr_matrix((values, np.concatenate(rows), ends), shape=(len(texts), 1 << bits))


def _sigmoid(scores: _Wide, targets: Floats) -> tuple[float, _Wide]:
    """The negative log-likelihood, and its slope by score."""
    surprise = np.logaddexp(0, scores) - targets * scores
    return float(surprise.sum()), 1 / (1 + np.exp(-scores)) - targets


def _softmax(scores: _Wide, targets: Floats) -> tuple[float, _Wide]:
    high = scores.max(1, keepdims=True)
    powers = np.exp(scores - high)
    sums = powers.sum(1, keepdims=True)
    surprise = np.log(sums) + high - (targets * scores).sum(1, keepdims=True)
    return float(surprise.sum()), powers / sums - targets

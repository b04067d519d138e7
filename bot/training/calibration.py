"""Weighs the voices of a head, and finds from where on a label is claimed.

Everything here is chosen on texts that neither the network nor the n-grams learned from.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from bot.emotion.embedded import sigmoid
from bot.emotion.network import Head, Network
from bot.training.dataset import Dataset
from bot.training.thresholds import thresholds

Floats = NDArray[np.float32]

_ENOUGH = 4000
"""Texts for two weights."""


def calibrated(head: Head, network: Network, dataset: Dataset) -> Head:
    """*head* with weights that make *dataset* likeliest, and thresholds unless it is exclusive."""
    dataset = dataset.rows(range(min(len(dataset), _ENOUGH)))
    said = [network.voices([text]) for text in dataset.texts]
    spoken, counted = (
        np.concatenate([voices[which][dataset.head.name] for voices in said]) for which in (0, 1)
    )
    own, beside = weights(spoken, counted, dataset)
    limits: tuple[float, ...] = ()
    if not dataset.head.exclusive:
        odds = sigmoid(np.asarray(own * spoken + beside * counted, np.float32))
        limits = tuple(thresholds(dataset.targets, odds).round(2).tolist())
    return Head(labels=head.labels, network=own, ngrams=beside, thresholds=limits)


def weights(network: Floats, ngrams: Floats, dataset: Dataset) -> tuple[float, float]:
    """What to multiply the logits of each with so that *dataset* is likeliest.

    With one voice this is temperature scaling (Guo et al. 2017); with two it is stacking.
    """

    def surprise(pair: NDArray[np.float64]) -> float:
        logits = pair[0] * network + pair[1] * ngrams
        if dataset.head.exclusive:
            odds = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
            return -float((dataset.targets * odds).sum(1).mean())
        return float((np.logaddexp(0, logits) - dataset.targets * logits).mean())

    found = minimize(surprise, np.array([0.7, 0.3]), bounds=[(0, 3), (0, 3)], method="L-BFGS-B")
    return float(found.x[0]), float(found.x[1])

"""Makes the mood head as sure as it is right (temperature scaling, Guo et al. 2017)."""

from collections.abc import Sequence

import numpy as np

from bot.emotion.network import Floats, Network
from bot.training.companion import MOOD, Spoken

_TEMPERATURES = np.geomspace(0.5, 5, 47)


def temperature(network: Network, lines: Sequence[Spoken]) -> float:
    """What to divide mood logits by so that *lines*, which nothing learned from, are likeliest."""
    logits = network.run([line.text for line in lines])["mood"]
    truth = np.array([MOOD.labels.index(line.mood) for line in lines])
    losses = [_surprise(logits / heat, truth) for heat in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def _surprise(logits: Floats, truth: np.ndarray) -> float:
    """The mean negative log-likelihood."""
    high = logits.max(1, keepdims=True)
    sums = np.log(np.exp(logits - high).sum(1)) + high[:, 0]
    return float((sums - logits[np.arange(len(truth)), truth]).mean())

"""What a model said of labelled texts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.training.dataset import Dataset
from bot.training.metrics import THRESHOLD, Floats

Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Predictions:
    """The probability of every label of every text, beside the truth."""

    dataset: Dataset
    probabilities: Floats
    """(texts, labels); rows of an exclusive head add up to 1."""
    threshold: float = THRESHOLD
    """From here on a label counts as said, where a text may have any number."""
    thresholds: tuple[float, ...] = ()
    """The model's own of each label; empty means the same one for all."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The columns."""
        return self.dataset.head.labels

    @property
    def truth(self) -> Truths:
        """(texts, labels)."""
        return np.asarray(self.dataset.targets > 0.5)

    @property
    def said(self) -> Truths:
        """(texts, labels): the likeliest label of an exclusive head, else those from the threshold."""
        if not self.dataset.head.exclusive:
            return np.asarray(self.probabilities >= np.array(self.thresholds or self.threshold))
        best = self.probabilities.argmax(1)[:, None]
        return np.asarray(best == np.arange(len(self.labels)))

    @property
    def claims(self) -> tuple[Floats, Truths]:
        """How sure each claim was and whether it held.

        An exclusive head claims one label a text; any other one, every label of every text.
        """
        if not self.dataset.head.exclusive:
            return self.probabilities.ravel(), self.truth.ravel()
        best = self.probabilities.argmax(1)[:, None]
        return (
            np.take_along_axis(self.probabilities, best, 1).ravel(),
            np.take_along_axis(self.truth, best, 1).ravel(),
        )

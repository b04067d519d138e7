"""Which labels are taken for which."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.training.reports.predictions import Predictions


@dataclass(frozen=True, slots=True, kw_only=True)
class Confused:
    """One cell beside the diagonal."""

    truth: str
    said: str
    texts: int
    share: float
    """Of the texts with the true label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Texts by the label they have (rows) and the label that was said (columns)."""

    labels: tuple[str, ...]
    counts: NDArray[np.int64]
    support: NDArray[np.int64]
    """Texts of each row; less than the sum of the row where a text may have several labels."""

    @property
    def shares(self) -> NDArray[np.float64]:
        """Of the texts of each row; the diagonal is the recall."""
        return np.asarray(self.counts / np.maximum(self.support, 1)[:, None])

    def worst(self, most: int = 10) -> tuple[Confused, ...]:
        """The cells beside the diagonal with the largest shares, of at least two texts."""
        shares = self.shares * (self.counts > 1) * (1 - np.eye(len(self.labels)))
        order = np.argsort(-shares, axis=None, kind="stable")[:most]
        rows, columns = np.unravel_index(order, shares.shape)
        return tuple(
            Confused(
                truth=self.labels[row],
                said=self.labels[column],
                texts=int(self.counts[row, column]),
                share=float(shares[row, column]),
            )
            for row, column in zip(rows, columns, strict=True)
            if shares[row, column]
        )


def confusion(predictions: Predictions) -> Confusion:
    """The labels of *predictions*, the true ones against those that were said."""
    truth, said = predictions.truth.astype(int), predictions.said.astype(int)
    return Confusion(labels=predictions.labels, counts=truth.T @ said, support=truth.sum(0))

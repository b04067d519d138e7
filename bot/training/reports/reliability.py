"""Whether a model is as sure as it is right (Guo et al. 2017)."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from bot.training.reports.predictions import Predictions

_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Claims of about the same probability."""

    low: float
    high: float
    claims: int
    confidence: float
    """Their mean probability."""
    held: float
    """The share of them that was true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Filled bins from unsure to sure."""

    bins: tuple[Bin, ...]
    error: float
    """Expected calibration error: the mean distance of confidence and truth, weighted by claims."""

    def as_json(self) -> dict[str, Any]:
        """Everything in plain values."""
        return {"error": self.error, "bins": [asdict(one) for one in self.bins]}


def reliability(predictions: Predictions) -> Reliability:
    """The claims of *predictions* in ten bins of equal width."""
    confidence, held = predictions.claims
    place = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    bins = tuple(
        Bin(
            low=number / _BINS,
            high=(number + 1) / _BINS,
            claims=int(mine.sum()),
            confidence=float(confidence[mine].mean()),
            held=float(held[mine].mean()),
        )
        for number in range(_BINS)
        if (mine := place == number).any()
    )
    distance = sum(abs(one.confidence - one.held) * one.claims for one in bins)
    return Reliability(bins=bins, error=distance / len(confidence))

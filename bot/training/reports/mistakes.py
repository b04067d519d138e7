"""The texts that a model was surest and wrong about."""

from dataclasses import dataclass

import numpy as np

from bot.training.reports.predictions import Predictions


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One text."""

    text: str
    truth: tuple[str, ...]
    said: tuple[str, ...]
    label: str
    """What was claimed or denied most wrongly."""
    probability: float
    """That the model gave this label."""


def worst(predictions: Predictions, *, most: int = 50) -> tuple[Mistake, ...]:
    """The surest mistakes, the worst first, one a text.

    Of an exclusive head that is the likeliest label where it is wrong; of any other one the label
    that lies furthest on the wrong side of the threshold.
    """
    wrong = predictions.truth != predictions.said
    if predictions.dataset.head.exclusive:
        wrong &= predictions.said  # the label that was missed is the same mistake
    distance = np.where(wrong, np.abs(predictions.probabilities - predictions.truth), 0)
    order = np.argsort(-distance.max(1), kind="stable")[:most]
    return tuple(
        _mistake(predictions, row, int(distance[row].argmax())) for row in order if wrong[row].any()
    )


def _mistake(predictions: Predictions, row: int, column: int) -> Mistake:
    return Mistake(
        text=predictions.dataset.texts[row],
        truth=_names(predictions, predictions.truth[row]),
        said=_names(predictions, predictions.said[row]),
        label=predictions.labels[column],
        probability=float(predictions.probabilities[row, column]),
    )


def _names(predictions: Predictions, chosen: np.ndarray) -> tuple[str, ...]:
    return tuple(predictions.labels[place] for place in np.flatnonzero(chosen))

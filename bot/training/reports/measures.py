"""The figures of a classification: by label, and over all of them."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from sklearn.metrics import precision_recall_fscore_support  # type: ignore[import-untyped]

from bot.training.metrics import macro_auroc
from bot.training.reports.predictions import Predictions

AVERAGES = ("macro", "weighted", "micro")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Of one label, or a mean."""

    name: str
    precision: float
    recall: float
    f1: float
    support: int
    """Texts that have the label; of a mean, labels that texts have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """A whole classification report."""

    texts: int
    labels: tuple[Score, ...]
    means: tuple[Score, ...]
    """Macro, weighted by support, micro. Labels that no text has are left out of them."""
    accuracy: float
    """Share of texts with exactly the right labels."""
    macro_auroc: float
    """Needs no threshold; chance is .5."""

    def mean(self, name: str) -> Score:
        """One of `AVERAGES`."""
        return next(score for score in self.means if score.name == name)

    def as_json(self) -> dict[str, Any]:
        """Everything in plain values."""
        return {
            "texts": self.texts,
            "accuracy": self.accuracy,
            "macro_auroc": self.macro_auroc,
            **{f"{mean.name}_f1": mean.f1 for mean in self.means},
            "labels": [asdict(score) for score in self.labels],
            "means": [asdict(score) for score in self.means],
        }


def measure(predictions: Predictions) -> Measures:
    """The figures of *predictions*; what is undefined counts as 0."""
    truth, said = predictions.truth, predictions.said
    counted = np.flatnonzero(truth.any(0))
    return Measures(
        texts=len(truth),
        labels=_by_label(predictions),
        means=tuple(_mean(predictions, average, counted) for average in AVERAGES),
        accuracy=float((truth == said).all(1).mean()),
        macro_auroc=macro_auroc(predictions.dataset.targets, predictions.probabilities),
    )


def _by_label(predictions: Predictions) -> tuple[Score, ...]:
    columns = precision_recall_fscore_support(
        predictions.truth, predictions.said, average=None, zero_division=0
    )
    return tuple(
        Score(name=name, precision=float(p), recall=float(r), f1=float(f), support=int(s))
        for name, p, r, f, s in zip(predictions.labels, *columns, strict=True)
    )


def _mean(predictions: Predictions, average: str, counted: np.ndarray) -> Score:
    precision, recall, f1, _ = precision_recall_fscore_support(
        predictions.truth, predictions.said, average=average, labels=counted, zero_division=0
    )
    return Score(
        name=average,
        precision=float(precision),
        recall=float(recall),
        f1=float(f1),
        support=len(counted),
    )

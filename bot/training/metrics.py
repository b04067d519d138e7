"""How good predictions are, in the terms that the corpora's authors use."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, roc_auc_score  # type: ignore[import-untyped]

Floats = NDArray[np.float32]

THRESHOLD = 0.3
"""Where nothing else was chosen, a label counts as predicted from here on, as in the papers of
KOTE and GoEmotions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiLabel:
    """Any number of labels a text."""

    texts: int
    macro_f1: float
    micro_f1: float
    macro_auroc: float
    """Mean over the labels that some texts have and some do not; it needs no threshold."""


def multi_label(targets: Floats, probabilities: Floats, claims: NDArray[np.bool_]) -> MultiLabel:
    """All (texts, labels); *claims* says which labels are predicted."""
    return MultiLabel(
        texts=len(targets),
        macro_f1=float(f1_score(targets, claims, average="macro", zero_division=0)),
        micro_f1=float(f1_score(targets, claims, average="micro", zero_division=0)),
        macro_auroc=macro_auroc(targets, probabilities),
    )


def macro_auroc(targets: Floats, probabilities: Floats) -> float:
    """Both (texts, labels); the mean over the labels that some texts have and some do not."""
    rate = targets.mean(0)
    seen = (rate > 0) & (rate < 1)
    if not seen.any():
        return 0.0
    return float(np.mean(roc_auc_score(targets[:, seen], probabilities[:, seen], average=None)))


def accuracy(truth: list[str], answers: list[str]) -> float:
    """Share of answers that are right."""
    return sum(a == b for a, b in zip(truth, answers, strict=True)) / max(1, len(truth))

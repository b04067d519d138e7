"""How good a network is on the dev part, while it learns."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.metrics import f1_score  # type: ignore[import-untyped]

from bot.training.dataset import Head
from bot.training.finetuning.columns import Columns, Floats, probabilities
from bot.training.metrics import THRESHOLD


def scorer(columns: Columns) -> Callable[[Any], dict[str, float]]:
    """What the trainer calls with logits and targets: ``f1``, and one of each head if several."""

    def score(prediction: Any) -> dict[str, float]:
        logits, targets = np.nan_to_num(prediction.predictions), prediction.label_ids
        found = {
            head.name: macro_f1(head, logits[:, part], targets[:, part]) for head, part in columns
        }
        heads = {f"f1_{name}": value for name, value in found.items()} if len(found) > 1 else {}
        return {"f1": float(np.mean(list(found.values()))), **heads}

    return score


def macro_f1(head: Head, logits: Floats, targets: Floats) -> float:
    """The mean F1 over the labels that the texts of *head* have; the others' rows are all NaN."""
    mine = ~np.isnan(targets).all(1)
    logits, targets = logits[mine], np.nan_to_num(targets[mine])
    truth = targets.argmax(1) if head.exclusive else targets > 0
    shares = probabilities(head, logits)
    found = shares.argmax(1) if head.exclusive else shares >= THRESHOLD
    return float(f1_score(truth, found, average="macro", zero_division=0))

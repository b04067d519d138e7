"""How a model's answers are held against a data set: in the finest terms that both know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from bot.training.companion import MOOD
from bot.training.dataset import Dataset, Head
from bot.training.judges import POLARITY, Judge
from bot.training.metrics import THRESHOLD, Floats
from bot.training.reports.predictions import Predictions
from config.errors import UsageError
from config.moods import mood_table

Progress = Callable[[int, int], None]
"""Told how many texts are done, and how many there are."""

_CHUNK = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What to ask a model, and what its answer means for the data set."""

    head: Head
    """The model's."""
    dataset: Dataset
    """In the terms in which the two are compared."""
    translate: Callable[[Floats], Floats]
    """From (texts, labels of the model's head) to (texts, labels of the data set)."""
    note: str = ""
    """What a reader must know of it."""

    def predictions(
        self, judge: Judge, progress: Progress, *, threshold: float | None = None
    ) -> Predictions:
        """What *judge* says of every text; raises `EmotionError`. Blocks.

        Without a *threshold* the judge's own count, or else `THRESHOLD`.
        """
        texts = self.dataset.texts
        found = np.empty((len(texts), len(self.dataset.head.labels)), np.float32)
        # Texts of a length together: little of a batch is padding.
        order = np.argsort([len(text) for text in texts], kind="stable")
        for start in range(0, len(texts), _CHUNK):
            rows = order[start : start + _CHUNK]
            answers = judge.probabilities(self.head, [texts[row] for row in rows])
            found[rows] = self.translate(answers)
            progress(start + len(rows), len(texts))
        return Predictions(
            dataset=self.dataset,
            probabilities=found,
            threshold=THRESHOLD if threshold is None else threshold,
            thresholds=() if threshold is not None else self._own_thresholds(judge),
        )

    def _own_thresholds(self, judge: Judge) -> tuple[float, ...]:
        own = judge.thresholds(self.head)
        return tuple(self.translate(np.array([own], np.float32))[0].tolist()) if own else ()


def compare(heads: Sequence[Head], dataset: Dataset) -> Comparison:
    """The comparison of a model of these *heads* with *dataset*.

    Label by label where one head knows all labels; else as pleasant or not, where the data set
    says positive and negative; else by mood, for the texts whose labels agree on one. Raises
    `UsageError` where the two have nothing in common.
    """
    for found in (_by_label, _by_number, _by_polarity, _by_mood):
        comparison = found(heads, dataset)
        if comparison is not None and len(comparison.dataset):
            return comparison
    known = "; ".join(f"{head.name} ({len(head.labels)}): {_some(head.labels)}" for head in heads)
    raise UsageError(
        f"the model and the data set have no labels in common. The data set says "
        f"{_some(dataset.head.labels)}; the model says {known}"
    )


def _some(labels: Sequence[str]) -> str:
    return ", ".join(labels[:5]) + (" …" if len(labels) > 5 else "")


def _by_label(heads: Sequence[Head], dataset: Dataset) -> Comparison | None:
    wanted = [label.casefold() for label in dataset.head.labels]
    # Two data sets may share their labels: the head that learned this one comes first.
    for head in sorted(heads, key=lambda head: head.name != dataset.head.name):
        own = [label.casefold() for label in head.labels]
        if set(wanted) <= set(own):
            columns = [own.index(label) for label in wanted]
            return Comparison(head=head, dataset=dataset, translate=partial(_picked, columns))
    return None


def _picked(columns: list[int], found: Floats) -> Floats:
    return found[:, columns]


def _by_number(heads: Sequence[Head], dataset: Dataset) -> Comparison | None:
    """A model without names for its labels, as transformers numbers them."""
    for head in heads:
        numbered = tuple(f"LABEL_{number}" for number in range(len(dataset.head.labels)))
        if head.labels == numbered:
            return Comparison(
                head=head,
                dataset=dataset,
                translate=np.asarray,
                note="The model has no names for its labels; they were taken in the data set's order.",
            )
    return None


def _by_polarity(heads: Sequence[Head], dataset: Dataset) -> Comparison | None:
    head = next((head for head in heads if head.name == POLARITY), None)
    sides = [label.casefold() for label in dataset.head.labels]
    if head is None or set(sides) != {"negative", "positive"}:
        return None
    flip = np.array([side == "negative" for side in sides])
    return Comparison(
        head=head,
        dataset=dataset,
        translate=lambda found: np.where(flip, 1 - found, found),
        note="Compared by polarity: pleasant or not.",
    )


def _by_mood(heads: Sequence[Head], dataset: Dataset) -> Comparison | None:
    table = mood_table().labels
    head = next((head for head in heads if head.name == MOOD.name), None) or next(
        (head for head in heads if all(label in table for label in head.labels)), None
    )
    if head is None or any(label not in table for label in dataset.head.labels):
        return None
    belongs, own = _membership(dataset.head.labels), _membership(head.labels)
    moods = dataset.targets @ belongs > 0
    clear = np.flatnonzero(moods.sum(1) == 1)
    chosen = dataset.rows(clear)
    join = np.sum if head.exclusive else np.max
    return Comparison(
        head=head,
        dataset=replace(chosen, head=MOOD, targets=moods[clear].astype(np.float32)),
        translate=lambda found: join(found[:, :, None] * own, axis=1),
        note=f"Compared by mood, on the {len(clear):,} of {len(dataset):,} texts whose labels "
        "agree on one.",
    )


def _membership(labels: Sequence[str]) -> Floats:
    """(labels, moods): 1 where the label belongs to the mood."""
    table = mood_table().labels
    rows = [[table[label] == mood for mood in MOOD.labels] for label in labels]
    return np.array(rows, np.float32)

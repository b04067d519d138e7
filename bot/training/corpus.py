"""A data set as it was found, cleaned: what training and evaluation open.

::

    corpus = open_corpus("kor-hate=FOLDER", Options())    bot/training/opening.py
    splits = split(corpus, seed=0, shares=(6, 2, 2))      bot/training/splitting.py
    splits.train, splits.dev, splits.test                 each a `Dataset`
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.training.cleaning import Cleaning
from bot.training.dataset import Dataset


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a data set is from."""

    name: str
    """``kote``, or the name of a file without its ending."""
    spec: str
    """What a command was given."""
    source: str = ""
    """An address; empty for somebody's own file."""
    licence: str = ""
    """As the source says; empty where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A cleaned data set with its history."""

    dataset: Dataset
    parts: tuple[str, ...]
    """The published part of each text: ``train``, ``dev``, ``test``, or empty where there is none."""
    groups: NDArray[np.int64]
    """Texts of one number, such as the lines of one dialogue, belong into one part."""
    cleaning: Cleaning
    origin: Origin

    def as_json(self) -> Mapping[str, Any]:
        """Everything but the texts, in plain values."""
        head = self.dataset.head
        return {
            "name": self.origin.name,
            "source": self.origin.source,
            "licence": self.origin.licence,
            "labels": len(head.labels),
            "exclusive": head.exclusive,
            "cleaning": self.cleaning.as_json(),
        }

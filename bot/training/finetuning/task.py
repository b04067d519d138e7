"""A data set that a network shall learn, as one head of it."""

from dataclasses import dataclass

from bot.training.corpus import Corpus
from bot.training.splitting import Splits


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A cleaned data set and its parts."""

    corpus: Corpus
    splits: Splits

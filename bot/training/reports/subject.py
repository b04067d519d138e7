"""What a report is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.training.corpus import Corpus
from bot.training.reports.predictions import Predictions
from bot.training.splitting import Splits


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A model, the data set it was measured on, and what it said."""

    model: str
    """As a person calls it, for example ``hf:./moods``."""
    corpus: Corpus
    splits: Splits
    part: str
    """Which part was measured: ``train``, ``dev``, ``test`` or ``all``."""
    predictions: Predictions
    notes: tuple[str, ...] = ()
    """What a reader must know to believe the figures no more than they deserve."""
    start: str = ""
    """The model that training started from, where that is known."""
    training: Mapping[str, Any] = field(default_factory=dict)
    """The choices of the training run, where they are known."""

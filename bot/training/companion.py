"""Lines as people write them to a companion, each with the mood of who writes.

``companion.tsv`` was written by hand for maum and is free for any use (CC0 1.0). The corpora are
comments on news and films; these lines are what maum is for.

A line has the mood its writer is mostly in, whatever it speaks of. Relief and plain wishes are calm;
boredom and reluctance tired; hurt, guilt and pity sad; doubt anxious; embarrassment and wonder
surprised; thanks, affection and care warm. No test line resembles one that is learned from.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from bot.training.dataset import Dataset, Head
from config.moods import Mood

MOOD = Head(name="mood", labels=tuple(str(mood) for mood in Mood), exclusive=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One line."""

    text: str
    language: str
    """``ko`` or ``en``."""
    mood: Mood
    part: str
    """``train``, ``calibrate`` or ``test``; only the last is ever reported."""


def spoken(part: str) -> tuple[Spoken, ...]:
    """The lines of one part."""
    text = (files("bot.training") / "companion.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    lines = (
        Spoken(text=row["text"], language=row["language"], mood=Mood(row["mood"]), part=row["part"])
        for row in rows
    )
    return tuple(line for line in lines if line.part == part)


def dataset(lines: Sequence[Spoken]) -> Dataset:
    """*lines* for the mood head."""
    numbers = [MOOD.labels.index(line.mood) for line in lines]
    return Dataset(
        head=MOOD,
        texts=tuple(line.text for line in lines),
        targets=np.eye(len(MOOD.labels), dtype=np.float32)[numbers],
    )

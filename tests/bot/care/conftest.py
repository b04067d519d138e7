"""The guard, and the lines it is measured on."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.care.guard import Guard
from bot.events import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledLine:
    """A sentence and the level that a careful reader gives it."""

    text: str
    language: str
    level: Level
    half: str


@pytest.fixture(scope="session")
def guard() -> Guard:
    return Guard()


@pytest.fixture(scope="session")
def labelled() -> Sequence[LabelledLine]:
    file = Path(__file__).with_name("lines.tsv")
    with file.open(encoding="utf-8", newline="") as rows:
        return [
            LabelledLine(
                text=row["text"],
                language=row["language"],
                level=Level(row["level"]),
                half=row["half"],
            )
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]

"""How well the guard judges: ``lines.tsv``, written for this, and what the guard makes of it.

The lines of the development part choose what the network learns from, and what its errors are like; it
learns none of them. The lines that are held out were written by somebody who did not know the lexicon;
of these only totals are looked at.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from bot.care.guard import Guard
from bot.events import Level

GRAVE = {Level.EXPLICIT, Level.IMMINENT}
TUNING, DEVELOPMENT, HELD_OUT = PARTS = ("tuning", "development", "held-out")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledLine:
    """A sentence and the level that a careful reader gives it."""

    text: str
    language: str
    level: Level
    topic: str
    """What kind of line it is: ``wish``, ``hyperbole``, ``game``, …"""
    half: str
    """One of `PARTS`."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often a line of one level was judged as another."""

    counts: Counter[tuple[Level, Level]]
    """By what it is and what it was judged."""

    @property
    def grave(self) -> float:
        """The share of explicit and imminent lines that were judged one of the two."""
        return self._share(GRAVE, GRAVE)

    @property
    def concern(self) -> float:
        """The share of lines of concern that were noticed."""
        return self._share({Level.CONCERN}, {*Level} - {Level.NONE})

    @property
    def false_alarms(self) -> float:
        """The share of everyday lines that raised an alarm."""
        return self._share({Level.NONE}, {*Level} - {Level.NONE})

    def _share(self, of: set[Level], judged: set[Level]) -> float:
        whole = sum(count for (is_, _), count in self.counts.items() if is_ in of)
        hits = sum(
            count for (is_, was), count in self.counts.items() if is_ in of and was in judged
        )
        return hits / whole if whole else 0.0


def labelled_lines() -> Sequence[LabelledLine]:
    """All of the set, in the order of the file."""
    with (files("bot.care") / "lines.tsv").open(encoding="utf-8") as rows:
        return [
            LabelledLine(
                text=row["text"],
                language=row["language"],
                level=Level(row["level"]),
                topic=row["class"],
                half=row["half"],
            )
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


async def confusion(guard: Guard, lines: Iterable[LabelledLine], /) -> Confusion:
    """What *guard* makes of *lines*."""
    return Confusion(Counter([(one.level, (await guard.hear(one.text)).level) for one in lines]))

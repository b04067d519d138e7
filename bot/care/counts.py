"""How often the guard answered: days, levels, languages and messengers, and nobody's words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.events import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One answer of the guard."""

    day: date
    level: Level
    language: str
    messenger: str


class Counts:
    """A file with a line for each answer, apart from the database so that it counts without one."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file

    def add(self, count: Count, /) -> None:
        """Keep *count*; blocks, raises `OSError` if it cannot be kept."""
        if self._file is None:
            return
        row = f"{count.day}\t{count.level}\t{count.language}\t{count.messenger}\n"
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(row)

    def read(self) -> Iterator[Count]:
        """All that is kept, oldest first; a line that a crash cut short is passed over."""
        if self._file is None or not self._file.is_file():
            return
        for row in self._file.read_text("utf-8").splitlines():
            fields = row.split("\t")
            if len(fields) == 4:
                day, level, language, messenger = fields
                yield Count(
                    day=date.fromisoformat(day),
                    level=Level(level),
                    language=language,
                    messenger=messenger,
                )


def by_month(counts: Iterator[Count], /) -> Counter[tuple[str, str, str, str]]:
    """How many there were, by month (``2026-11``), level, language and messenger."""
    return Counter(
        (f"{one.day:%Y-%m}", str(one.level), one.language, one.messenger) for one in counts
    )

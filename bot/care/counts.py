"""How often the guard answered: days, levels, languages and messengers, and nobody's words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.events import Level
from config.moods import Words

_MONTHS = 12
_HEADING = Words(
    ko="도움을 권한 답의 수예요. 말과 이름은 남기지 않아요.",
    en="How often help was given. No words and no names are kept.",
)
_NOTHING = Words(ko="아직 없어요.", en="Not once yet.")
_LEVELS = {
    Level.IMMINENT: Words(ko="당장의 위험", en="imminent"),
    Level.EXPLICIT: Words(ko="분명한 말", en="explicit"),
    Level.CONCERN: Words(ko="걱정되는 말", en="concern"),
}


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
        """All that is kept, oldest first; blocks. A line that a crash damaged is passed over."""
        if self._file is None or not self._file.is_file():
            return
        for row in self._file.read_text("utf-8", "replace").splitlines():
            try:
                day, level, language, messenger = row.split("\t")
                yield Count(
                    day=date.fromisoformat(day),
                    level=Level(level),
                    language=language,
                    messenger=messenger,
                )
            except ValueError:
                continue


def by_month(counts: Iterable[Count], /) -> Counter[tuple[str, str, str, str]]:
    """How many there were, by month (``2026-11``), level, language and messenger."""
    return Counter(
        (f"{one.day:%Y-%m}", str(one.level), one.language, one.messenger) for one in counts
    )


def in_words(counts: Iterable[Count], language: str, /) -> str:
    """What an operator reads in a chat: the latest months, by level."""
    found = Counter((f"{one.day:%Y-%m}", one.level) for one in counts)
    months = sorted({month for month, _ in found}, reverse=True)[:_MONTHS]
    rows = [
        " · ".join([month, *(f"{_LEVELS[one][language]} {found[month, one]}" for one in _LEVELS)])
        for month in months
    ]
    return "\n".join([_HEADING[language], "", *(rows or [_NOTHING[language]])])

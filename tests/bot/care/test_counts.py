from datetime import date
from pathlib import Path

from bot.care.counts import Count, Counts, by_month
from bot.events import Level


def count(day: int, level: Level = Level.EXPLICIT) -> Count:
    return Count(day=date(2026, 11, day), level=level, language="ko", messenger="telegram")


def test_answers_are_counted_by_month(tmp_path: Path) -> None:
    counts = Counts(tmp_path / "home" / "care-counts.tsv")
    for one in (count(1), count(2), count(2, Level.CONCERN)):
        counts.add(one)
    assert list(counts.read()) == [count(1), count(2), count(2, Level.CONCERN)]
    assert by_month(counts.read()) == {
        ("2026-11", "explicit", "ko", "telegram"): 2,
        ("2026-11", "concern", "ko", "telegram"): 1,
    }


def test_a_line_that_was_cut_short_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "care-counts.tsv"
    Counts(file).add(count(1))
    for half in ("2026-11-0", "2026-11-02\texplicit\tko\tteleg", "\0"):
        with file.open("a") as cut:
            cut.write(half)
        Counts(file).add(count(2))  # stands behind the cut line, and is lost with it
    Counts(file).add(count(3))
    assert list(Counts(file).read()) == [count(1), count(3)]


def test_without_a_file_nothing_is_counted() -> None:
    Counts().add(count(1))
    assert list(Counts().read()) == []

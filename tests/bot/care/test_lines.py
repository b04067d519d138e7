"""The guard measured on lines.tsv: what it must find, and what it must let pass.

The held-out half was written before the lexicon and has not been read for tuning it.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from bot.care.guard import Guard
from bot.events import Level

GRAVE = {Level.EXPLICIT, Level.IMMINENT}
HALVES = [("ko", "tuning"), ("ko", "held-out"), ("en", "tuning"), ("en", "held-out")]


def share(
    lines: Sequence[Any], guard: Guard, *, of: set[Level], found: Callable[[Level], bool]
) -> float:
    judged = [guard.judge(line.text).level for line in lines if line.level in of]
    return sum(map(found, judged)) / len(judged)


@pytest.mark.parametrize(("language", "half"), HALVES)
def test_the_guard_holds_its_bars(
    guard: Guard, labelled: Sequence[Any], language: str, half: str
) -> None:
    lines = [line for line in labelled if (line.language, line.half) == (language, half)]
    grave = share(lines, guard, of=GRAVE, found=GRAVE.__contains__)
    alarms = share(lines, guard, of={Level.NONE}, found=lambda level: level is not Level.NONE)
    concern = share(lines, guard, of={Level.CONCERN}, found=lambda level: level is not Level.NONE)
    assert grave >= (0.97 if half == "tuning" else 0.95)
    assert alarms <= 0.03
    assert concern >= 0.80


def test_the_set_covers_both_languages_and_every_level(labelled: Sequence[Any]) -> None:
    assert sum(line.language == "ko" for line in labelled) >= 300
    assert sum(line.language == "en" for line in labelled) >= 200
    for language, half in HALVES:
        here = {line.level for line in labelled if (line.language, line.half) == (language, half)}
        assert here == set(Level)
    assert len({line.text for line in labelled}) == len(labelled)


WISHES = ["죽고 싶어", "나 자살하고 싶어", "I want to die", "I want to kill myself"]


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("between", [" ", ". ", ", ", "\n"])
def test_nothing_said_elsewhere_in_a_turn_lowers_an_explicit_wish(
    guard: Guard, labelled: Sequence[Any], wish: str, between: str
) -> None:
    others = [line.text for line in labelled if line.level not in GRAVE and line.half == "tuning"]
    turns = [f"{other}{between}{wish}" for other in others]
    turns += [f"{wish}{between}{other}" for other in others]
    assert [turn for turn in turns if guard.judge(turn).level not in GRAVE] == []

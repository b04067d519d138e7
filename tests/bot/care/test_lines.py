"""The guard measured on lines.tsv: what it must find, and what it must let pass.

The held-out half was written by somebody who did not know the lexicon, and has not been read for
tuning it. The bars are what is reached, so that it does not get worse; docs/safety-protocol.md says
what is aimed at.
"""

import itertools
from collections.abc import Sequence

import pytest

from bot.care.guard import Guard
from bot.care.measure import HALVES, LabelledLine, confusion
from bot.events import Level

GRAVE = {Level.EXPLICIT, Level.IMMINENT}


@pytest.mark.parametrize(
    ("language", "half", "grave", "concern", "false_alarms"),
    [
        ("ko", "tuning", 0.99, 0.99, 0.005),
        ("ko", "held-out", 0.83, 0.60, 0.04),
        ("en", "tuning", 0.98, 0.99, 0.005),
        ("en", "held-out", 0.81, 0.66, 0.04),
    ],
)
def test_the_guard_finds_no_less_than_it_did(
    guard: Guard,
    labelled: Sequence[LabelledLine],
    language: str,
    half: str,
    grave: float,
    concern: float,
    false_alarms: float,
) -> None:
    found = confusion(
        guard, (line for line in labelled if (line.language, line.half) == (language, half))
    )
    assert found.grave >= grave
    assert found.concern >= concern
    assert found.false_alarms <= false_alarms


def test_the_set_covers_both_languages_and_every_level(labelled: Sequence[LabelledLine]) -> None:
    assert sum(line.language == "ko" for line in labelled) >= 300
    assert sum(line.language == "en" for line in labelled) >= 200
    for language, half in itertools.product(("ko", "en"), HALVES):
        here = {line.level for line in labelled if (line.language, line.half) == (language, half)}
        assert here == set(Level)
    assert len({line.text for line in labelled}) == len(labelled)


WISHES = ["죽고 싶어", "나 자살하고 싶어", "I want to die", "I want to kill myself"]


@pytest.mark.parametrize("wish", WISHES)
def test_nothing_said_elsewhere_in_a_turn_lowers_an_explicit_wish(
    guard: Guard, labelled: Sequence[LabelledLine], wish: str
) -> None:
    others = [line.text for line in labelled if line.level not in GRAVE and line.half == "tuning"]
    pauses = itertools.cycle([" ", ". ", ", ", "\n", "... "])
    turns = [f"{other}{next(pauses)}{wish}" for other in others]
    turns += [f"{wish}{next(pauses)}{other}" for other in others]
    assert [turn for turn in turns if guard.judge(turn).level not in GRAVE] == []

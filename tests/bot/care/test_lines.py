"""The guard measured on lines.tsv: what it must find, and what it must let pass.

The held-out half was written by somebody who did not know the lexicon, and has not been read for
tuning it. The bars are what is reached, so that it does not get worse; docs/safety-protocol.md says
what is aimed at.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.care.guard import Guard
from bot.care.measure import PARTS, Confusion, LabelledLine, confusion
from bot.care.opinion import Opinions
from bot.events import Level

DATA = Path(__file__).parents[2] / "data"
SEVERITY = list(Level).index
GRAVE = {Level.EXPLICIT, Level.IMMINENT}
Bars = tuple[float, float, float]

BARS: dict[tuple[str, str], Bars] = {
    ("ko", "tuning"): (0.995, 0.99, 0.005),
    ("en", "tuning"): (0.995, 0.99, 0.005),
    ("ko", "development"): (0.91, 0.8, 0.021),
    ("en", "development"): (0.93, 0.91, 0.027),
    ("ko", "held-out"): (0.98, 0.9, 0.03),
    ("en", "held-out"): (0.99, 0.96, 0.03),
}
"""By language and part: of the grave lines those that must be found, of the concerns those that must be
noticed, and of the everyday lines those that may raise an alarm."""


@pytest.mark.parametrize(("language", "half"), BARS)
async def test_the_guard_finds_no_less_than_it_did(
    guard: Guard, labelled: Sequence[LabelledLine], language: str, half: str
) -> None:
    lines = [line for line in labelled if (line.language, line.half) == (language, half)]
    async with Opinions(patience=60) as opinions:
        assert await opinions.ready()
        found = await measured(guard, Guard(opinions), lines)
    grave, concern, false_alarms = BARS[language, half]
    assert found.grave >= grave
    assert found.concern >= concern
    assert found.false_alarms <= false_alarms


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_an_ordinary_evening_is_left_alone(language: str) -> None:
    """What 45 people in no danger say over an evening; the network has learned from none of it."""
    texts = (DATA / f"evenings_{language}.txt").read_text("utf-8").splitlines()
    async with Opinions(patience=60) as opinions:
        assert await opinions.ready()
        whole = Guard(opinions)
        judged = [await whole.hear(text) for text in texts]
    assert len(texts) == 700
    assert sum(one.hunch for one in judged) <= 0.004 * len(texts)
    assert sum(one.level is not Level.NONE for one in judged) <= 0.006 * len(texts)


async def measured(lexicon: Guard, whole: Guard, lines: Sequence[LabelledLine]) -> Confusion:
    """What *whole* makes of *lines*: where the *lexicon* finds enough, the network leaves it."""
    alone = [lexicon.judge(line.text).level for line in lines]
    enough = [
        line.level is not Level.NONE and SEVERITY(found) >= SEVERITY(line.level)
        for line, found in zip(lines, alone, strict=True)
    ]
    counts = Counter(
        (line.level, found) for line, found, is_ in zip(lines, alone, enough, strict=True) if is_
    )
    rest = [line for line, is_ in zip(lines, enough, strict=True) if not is_]
    return Confusion(counts + (await confusion(whole, rest)).counts)


def test_the_set_covers_both_languages_and_every_level(labelled: Sequence[LabelledLine]) -> None:
    assert sum(line.language == "ko" for line in labelled) >= 300
    assert sum(line.language == "en" for line in labelled) >= 200
    for language, half in itertools.product(("ko", "en"), PARTS):
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

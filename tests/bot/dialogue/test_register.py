from datetime import UTC, datetime

import pytest

from bot.dialogue.register import level_of
from bot.protocols import Kind, Line, Memory

AT = datetime(2026, 3, 2, tzinfo=UTC)
POLITE = [("오늘 좀 힘들어요", "많이 지쳤겠어요."), ("네 그랬어요", "그랬군요.")]
INFORMAL = [("오늘 좀 힘들어", "많이 지쳤겠다."), ("응 그랬어", "그랬구나.")]


def talked(turns: list[tuple[str, str]]) -> list[Line]:
    return [
        line
        for told, said in turns
        for line in (
            Line(speaker="user", text=told, at=AT),
            Line(speaker="companion", text=said, at=AT),
        )
    ]


def known(value: str) -> Memory:
    return Memory(kind=Kind.SPEECH, value=value, text=f"{value}로 말하기로 했어요.", at=AT)


@pytest.mark.parametrize("usual", ["banmal", "jondaetmal"])
def test_without_a_wish_it_is_the_personas_whoever_spoke_before(usual: str) -> None:
    assert level_of("오늘은 어때요", talked(POLITE), [], usual=usual) == usual


@pytest.mark.parametrize("usual", ["banmal", "jondaetmal"])
@pytest.mark.parametrize(("value", "level"), [("반말", "banmal"), ("존댓말", "jondaetmal")])
def test_a_wish_of_long_ago_outlasts_every_persona(usual: str, value: str, level: str) -> None:
    for turns in (POLITE, INFORMAL):
        assert level_of("비 온다", talked(turns), [known(value)], usual=usual) == level


def test_a_wish_in_view_counts_more_than_one_of_long_ago() -> None:
    assert level_of("존댓말로 해 주세요", [], [known("반말")], usual="banmal") == "jondaetmal"


def test_banmal_that_both_keep_goes_on() -> None:
    assert level_of("비 온다", talked(INFORMAL), [], usual="jondaetmal") == "banmal"

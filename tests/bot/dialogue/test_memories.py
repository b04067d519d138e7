"""What memory holds is come back to, by the scripted voice as well."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.dialogue.scripted import Scripted
from bot.protocols import Kind, Line, Memory, Prompt
from config.moods import Mood
from config.personas import persona

NOW = datetime(2026, 3, 5, 20, tzinfo=UTC)
BEFORE = NOW - timedelta(days=2)
HELLO = Prompt(
    message="안녕",
    language="ko",
    mood=Mood.CALM,
    tone="",
    persona=persona("maum"),
    history=[
        Line(speaker="user", text="오늘 좀 바빴어", at=BEFORE, mood=Mood.CALM),
        Line(speaker="companion", text="그랬군요.", at=BEFORE),
    ],
    at=NOW,
)


async def answer(prompt: Prompt, seed: int = 1) -> str:
    return "".join([piece async for piece in Scripted(seed=seed).reply(prompt)])


def planned(days: int) -> Memory:
    day = NOW.date() + timedelta(days=days)
    return Memory(kind=Kind.PLAN, value="면접", text="면접이 있어요.", at=BEFORE, day=day)


@pytest.mark.parametrize(("days", "asked"), [(-1, "면접은 어떻게 됐어요?"), (0, "오늘 면접")])
async def test_a_plan_is_asked_about_when_its_day_has_come(days: int, asked: str) -> None:
    assert asked in await answer(replace(HELLO, memories=[planned(days)]))


@pytest.mark.parametrize("days", [-9, 5])
async def test_it_is_not_while_it_is_far_off_or_long_over(days: int) -> None:
    assert "면접" not in await answer(replace(HELLO, memories=[planned(days)]))


async def test_who_asks_what_is_remembered_is_told_in_their_own_words() -> None:
    like = Memory(kind=Kind.LIKE, value="떡볶이", text="떡볶이를 좋아해요.", at=BEFORE)
    asked = replace(HELLO, message="나 기억해?", memories=[like])
    assert any(["떡볶이" in await answer(asked, seed) for seed in range(8)])
    nothing = [await answer(replace(asked, memories=[]), seed) for seed in range(8)]
    assert not any("적어 둔 게 있" in reply for reply in nothing)

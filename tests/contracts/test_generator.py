"""What every reply generator must do; add yours to `GENERATORS`."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.dialogue.chain import Chain
from bot.dialogue.scripted import Scripted
from bot.events import Degraded, Level
from bot.protocols import Line, Prompt, ReplyGenerator
from bot.testing import ScriptedGenerator
from config.moods import Mood, mood_table
from config.personas import persona

GENERATORS: dict[str, Callable[[], ReplyGenerator]] = {
    "scripted": Scripted,
    "chain": lambda: Chain([Scripted()]),
    "fake": ScriptedGenerator,
}
PROMPT = Prompt(
    message="면접에서 떨어졌어",
    language="ko",
    mood=Mood.SAD,
    tone="comforting",
    persona=persona("maum"),
    history=(Line(speaker="companion", text="안녕하세요.", at=datetime.now(UTC)),),
)


@pytest.fixture(params=GENERATORS)
def generator(request: pytest.FixtureRequest) -> ReplyGenerator:
    return GENERATORS[request.param]()


@pytest.mark.parametrize("mood", Mood)
@pytest.mark.parametrize("language", ["ko", "en"])
async def test_there_is_an_answer_in_pieces(
    generator: ReplyGenerator, mood: Mood, language: str
) -> None:
    tone = mood_table().responses[mood].tone
    prompt = replace(PROMPT, mood=mood, tone=tone, language=language)
    pieces = [piece async for piece in generator.reply(prompt)]
    assert all(isinstance(piece, str | Degraded) for piece in pieces)
    assert "".join(piece for piece in pieces if isinstance(piece, str)).strip()


@pytest.mark.parametrize("message", ["…", "ㅠㅠ", "\n", "a" * 20_000, "🙂", "\ufffd", "가\u0000나"])
async def test_any_message_is_answered(generator: ReplyGenerator, message: str) -> None:
    assert [piece async for piece in generator.reply(replace(PROMPT, message=message))]


@pytest.mark.parametrize("level", Level)
async def test_any_level_is_answered(generator: ReplyGenerator, level: Level) -> None:
    prompt = replace(PROMPT, level=level, tone="caring")
    assert [piece async for piece in generator.reply(prompt)]


async def test_whoever_leaves_early_leaves_nothing_behind(generator: ReplyGenerator) -> None:
    before = asyncio.all_tasks()
    async with aclosing(generator.reply(PROMPT)) as pieces:
        await anext(pieces)
    assert asyncio.all_tasks() == before


async def test_several_are_answered_at_once(generator: ReplyGenerator) -> None:
    async def written() -> list[str | Degraded]:
        return [piece async for piece in generator.reply(PROMPT)]

    assert all(await asyncio.gather(*(written() for _ in range(8))))

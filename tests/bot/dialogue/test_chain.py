"""A list of generators."""

from datetime import UTC, datetime

import pytest

from bot.dialogue.chain import Chain
from bot.events import Degraded, Stage
from bot.protocols import Prompt
from bot.testing import ScriptedGenerator
from config.errors import PromptRefused, ReplyError
from config.moods import Mood
from config.personas import persona

PROMPT = Prompt(message="안녕", language="ko", mood=Mood.CALM, tone="easy", persona=persona("maum"))
FELL_BACK = Degraded(Stage.REPLY, "reply.fallback")


async def written(chain: Chain) -> list[str | Degraded]:
    return [piece async for piece in chain.reply(PROMPT)]


async def test_the_first_that_works_answers_alone() -> None:
    second = ScriptedGenerator(["b"])
    assert await written(Chain([ScriptedGenerator(["a"]), second])) == ["a"]
    assert second.prompts == []


@pytest.mark.parametrize("error", [ReplyError("down"), RuntimeError("a third party's bug")])
async def test_the_next_answers_for_one_that_cannot(error: Exception) -> None:
    broken = ScriptedGenerator([], error=error)
    assert await written(Chain([broken, ScriptedGenerator(["b"])])) == [FELL_BACK, "b"]


async def test_what_was_read_before_a_break_is_kept_and_answered_on() -> None:
    broken = ScriptedGenerator(["그랬구나. 정"], error=ReplyError("cut"))
    pieces = await written(Chain([broken, ScriptedGenerator(["b"])]))
    assert pieces == ["그랬구나. 정", FELL_BACK, "…\n\n", "b"]


async def test_one_that_writes_nothing_is_no_answer() -> None:
    assert await written(Chain([ScriptedGenerator([" "]), ScriptedGenerator(["b"])])) == [" ", "b"]


async def test_a_reply_that_goes_in_circles_is_ended() -> None:
    circling = ["그랬군요. ", *["I'm sorry,", " I'm sorry.\n\n"] * 200]
    pieces = await written(Chain([ScriptedGenerator(circling), ScriptedGenerator(["b"])]))
    assert pieces == circling[: len(pieces)]
    assert 3 < len(pieces) < 12


@pytest.mark.parametrize(
    "text",
    [
        "정말 정말 정말 잘했어요!",
        "하하하하. 네, 네, 네. 좋아요.",
        "ㅋㅋㅋㅋㅋㅋㅋㅋ 맞아요",
        "1, 2, 3, 4, 5, 6",
    ],
)
async def test_saying_a_word_twice_or_thrice_is_no_circle(text: str) -> None:
    assert await written(Chain([ScriptedGenerator(list(text))])) == list(text)


async def test_one_that_failed_rests_and_is_asked_again_later() -> None:
    now = datetime.now(UTC).timestamp()
    broken = ScriptedGenerator([], error=ReplyError("down"))
    chain = Chain([broken, ScriptedGenerator(["b"])], clock=lambda: now)
    await written(chain)
    assert await written(chain) == ["b"]
    assert len(broken.prompts) == 1
    now += 60
    broken.error = None
    broken.pieces = ["a"]
    assert await written(chain) == ["a"]


async def test_the_last_one_s_error_is_the_chain_s() -> None:
    chain = Chain([ScriptedGenerator([], error=ReplyError("down"))])
    with pytest.raises(ReplyError):
        await written(chain)


async def test_one_that_falls_silent_is_not_waited_for() -> None:
    silent = ScriptedGenerator(["a"], delay=3600)
    chain = Chain([silent, ScriptedGenerator(["b"])], patience=0.01)
    assert await written(chain) == [FELL_BACK, "b"]


async def test_one_that_refuses_a_message_is_asked_the_next_time() -> None:
    first = ScriptedGenerator([], error=PromptRefused("too long"))
    chain = Chain([first, ScriptedGenerator(["b"])])
    await written(chain)
    await written(chain)
    assert len(first.prompts) == 2

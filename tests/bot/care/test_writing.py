"""What a model writes, as the person reads it where somebody may be in danger."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.care.answer import Answers
from bot.care.followup import GOING_ON
from bot.care.writing import in_danger, written
from bot.events import Level
from bot.protocols import Prompt
from bot.testing import ScriptedGenerator
from config.moods import Mood
from config.personas import persona, shipped_personas

ANSWERS = Answers(country="KR")
INSTEAD = ANSWERS.follow(GOING_ON, "ko")
CALL = ANSWERS.danger("ko")


async def told(pieces: Sequence[str], *, level: Level = Level.EXPLICIT) -> str:
    prompt = Prompt(
        message="응",
        language="ko",
        mood=Mood.SAD,
        tone="caring",
        persona=persona("maum"),
        level=level,
    )
    generator = ScriptedGenerator(pieces)
    return "".join(
        [
            piece
            async for piece in written(generator, prompt, instead=INSTEAD, call=CALL)
            if isinstance(piece, str)
        ]
    )


@pytest.mark.parametrize("sound", ["", " ", "음.", "네…", "…", "ㅎ"])
async def test_a_sound_is_no_answer_in_danger(sound: str) -> None:
    assert (await told([sound])).strip().endswith(INSTEAD)
    assert INSTEAD not in await told([sound], level=Level.NONE)


async def test_what_says_something_stands_alone() -> None:
    assert await told(["여기서 ", "듣고 있어요."]) == "여기서 듣고 있어요."


async def test_in_a_danger_that_is_there_nobody_is_left_without_whom_to_call() -> None:
    reply = await told(["여기서 듣고 있어요."], level=Level.IMMINENT)
    assert reply == f"여기서 듣고 있어요.\n\n{CALL}"
    said = "119에 지금 전화해 줘요."
    assert await told([said], level=Level.IMMINENT) == said


async def test_what_may_not_be_told_is_followed_by_words_of_people() -> None:
    reply = await told(["천천히 말해요. ", "그냥 죽어. ", "끝."])
    assert reply.startswith("천천히 말해요.") and reply.endswith(INSTEAD)
    assert "죽어" not in reply


@pytest.mark.parametrize("key", shipped_personas())
def test_in_danger_no_character_is_played(key: str) -> None:
    usual = persona(key)
    plain = in_danger(usual)
    assert plain == replace(usual, character=plain.character)
    for language in ("ko", "en"):
        assert usual.name[language] in plain.character[language]
        assert usual.character[language] not in plain.character[language]
        assert "AI" in plain.character[language]
        assert "{" not in plain.character[language]

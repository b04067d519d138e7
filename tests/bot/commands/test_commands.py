"""The line between commands and messages, and the commands that need nothing."""

import pytest

from bot.events import Incoming
from bot.testing import MemoryStore
from config.errors import StoreError
from speech.audio import Audio


@pytest.mark.parametrize(
    "text", ["안녕", "오늘 /help", "/음… 모르겠어", "/오늘은 쉬는 날", "", "/"]
)
async def test_a_message_is_left_to_the_companion(ask, text: str) -> None:
    assert await ask.answer(text) is None


async def test_a_voice_message_is_never_a_command(ask) -> None:
    voice = Incoming(chat=ask.chat, text="/help", voice=Audio(b"", "audio/ogg"))
    assert await ask.commands.answer(voice) is None


@pytest.mark.parametrize(
    "text",
    [
        "/help 죽고 싶어",
        "/죽고싶어",
        "/start i want to die",
        "／ｓａｆｅｔｙ 자살하고 싶다",
        "/mood 죽 고 싶 다",
    ],
)
async def test_what_speaks_of_danger_is_never_swallowed(ask, text: str) -> None:
    assert await ask.answer(text) is None


async def test_no_command_itself_sounds_like_danger(ask) -> None:
    for command in ask.commands.offered:
        for name in (command.name, command.alias):
            assert await ask.answer(f"/{name}") is not None


async def test_an_unknown_command_is_told_where_to_look(ask) -> None:
    answer = await ask("/dance")
    assert "/dance" in answer.text
    assert [choice.command for choice in answer.choices] == ["/help"]


async def test_help_names_every_command_in_both_languages(ask) -> None:
    for language in ("ko", "en"):
        text = (await ask("/help", language=language)).text
        for command in ask.commands.offered:
            assert f"/{command.name} {command.description[language]}" in text


async def test_a_command_goes_by_its_korean_name_too(ask) -> None:
    assert await ask("/도움말") == await ask("/help")


async def test_start_says_that_this_is_an_ai_and_that_counts_as_told(ask) -> None:
    answer = await ask("/start")
    assert answer.text.startswith("안녕하세요, 마음이에요.")
    assert "AI" in answer.text
    assert await ask.conversations.companion.introduce(ask.chat, "ko") == ""


async def test_safety_names_the_numbers_and_the_limits(ask) -> None:
    korean, english = await ask("/safety"), await ask("/safety", language="en")
    for number in ("109", "1577-0199", "119"):
        assert number in korean.text
    assert "AI 프로그램" in korean.text
    assert "988" in english.text
    assert "cannot diagnose" in english.text
    assert "{" not in korean.text + english.text


async def test_menus_of_messengers_can_hold_them(ask) -> None:
    names = [command.name for command in ask.commands.offered]
    assert len(set(names)) == len(names)
    for command in ask.commands.offered:
        assert command.name.isascii()
        assert command.name.isalpha()
        # Discord's limits, which are the narrowest.
        assert len(command.name) <= 32
        for language in ("ko", "en"):
            assert 1 <= len(command.description[language]) <= 100


async def test_start_works_with_the_store_down(asking) -> None:
    async with asking(store=MemoryStore(error=StoreError())) as ask:
        assert "AI" in (await ask("/start")).text

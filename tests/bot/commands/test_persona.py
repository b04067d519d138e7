"""Whom a person talks to."""

from dataclasses import replace

import pytest

from bot.events import Ended, Incoming, Pictured
from config.personas import shipped_personas


async def answered(ask, text: str) -> tuple[str, list[bytes]]:
    """By whom *text* is answered, and the faces that were shown."""
    ask.written.events.clear()
    await ask.conversations.say(Incoming(chat=ask.chat, text=text), ask.written)
    await ask.written.until(Ended)
    faces = [one.portrait.data for one in ask.written.events if isinstance(one, Pictured)]
    return ask.conversations.companion.parts.generator.prompts[-1].persona.key, faces


async def test_it_asks_with_something_to_tap(ask) -> None:
    answer = await ask("/persona")
    tapped = {choice.command for choice in answer.choices}
    assert tapped == {f"/persona {key}" for key in shipped_personas()}
    assert answer.text.startswith("누구와 이야기할까요? 지금은 마음이에요.")
    assert "Sol: A quiet listener" in (await ask("/persona", language="en")).text


@pytest.mark.parametrize("said", ["/persona haru", "/페르소나 하루", "/persona HARU"])
async def test_what_was_chosen_is_kept_for_the_person_alone(ask, said: str) -> None:
    assert "하루예요" in (await ask(said)).text
    assert (await ask.store.preferences(ask.chat.who)).persona == "haru"
    assert (await ask.store.preferences(ask.other.who)).persona == ""
    assert "지금은 하루예요" in (await ask("/persona")).text


async def test_the_chosen_one_answers_and_shows_its_own_face(ask) -> None:
    for key in ("haru", "sol"):
        await ask(f"/persona {key}")
        who, faces = await answered(ask, "안녕")
        assert who == key
        assert [face.startswith(f"{key}/".encode()) for face in faces] == [True]
    assert await answered(ask, "안녕") == ("sol", [])


async def test_one_that_is_gone_gives_way_to_the_usual_one(ask) -> None:
    before = await ask.store.preferences(ask.chat.who)
    await ask.store.prefer(ask.chat, replace(before, persona="gone"))
    assert (await answered(ask, "안녕"))[0] == "maum"


async def test_what_it_does_not_know_it_asks_again(ask) -> None:
    assert (await ask("/persona somebody")).choices
    assert (await ask.store.preferences(ask.chat.who)).persona == ""

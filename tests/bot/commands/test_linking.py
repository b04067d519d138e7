"""``/link`` and ``/unlink`` as a person types them."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scenes.backends import Blind

from bot.events import ChatKey, Incoming
from bot.memory.memories import Memories
from bot.protocols import Line
from bot.store.database import Database
from bot.testing import played

DESK = ChatKey(messenger="web", chat="me", person="me")


@pytest.fixture
async def ask(asking, tmp_path: Path) -> AsyncIterator[object]:
    async with Database(f"sqlite:///{tmp_path / 'maum.db'}") as store, asking(store=store) as one:
        yield one


async def at_the_desk(ask, text: str, chat: ChatKey = DESK):
    answer = await ask.commands.answer(Incoming(chat=chat, text=text))
    assert answer is not None
    return answer


async def test_a_code_joins_two_doors_and_budgets(ask) -> None:
    await ask.store.append(ask.chat, Line(speaker="user", text="안녕", at=datetime.now(UTC)))
    meter = ask.conversations.companion.meter
    meter.add(ask.chat.who, messages=3)
    meter.add(DESK.who, messages=4)
    (code,) = set(re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}", (await ask("/link")).text))
    answer = await at_the_desk(ask, f"/연결 {code.lower()}")
    assert answer.anew
    assert "웹, test" in answer.text
    assert [line.text for line in await ask.store.history(DESK, limit=9)] == ["안녕"]
    assert meter.used(DESK.who) == meter.used(ask.chat.who)
    assert meter.used(DESK.who).messages == 7
    assert "the web, test" in (await ask("/link", language="en")).text
    assert len((await at_the_desk(ask, "/unlink")).choices) == 2
    assert not (await at_the_desk(ask, "/unlink no")).anew
    assert (await at_the_desk(ask, "/unlink yes")).anew
    assert list(await ask.store.history(DESK, limit=9)) == []
    meter.add(DESK.who, messages=1)
    assert (meter.used(DESK.who).messages, meter.used(ask.chat.who).messages) == (8, 7)


async def test_who_is_a_minor_is_one_through_every_door(ask) -> None:
    minors = ask.conversations.companion.safeguards.minors
    minors.add(ask.chat.who)
    (code,) = set(re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}", (await ask("/link")).text))
    await at_the_desk(ask, f"/link {code}")
    assert DESK.who in minors
    await at_the_desk(ask, "/unlink yes")
    assert DESK.who in minors


async def test_who_says_so_at_one_door_is_a_minor_at_all(ask) -> None:
    (code,) = set(re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}", (await ask("/link")).text))
    await at_the_desk(ask, f"/link {code}")
    companion = ask.conversations.companion
    await played(companion.turn(Incoming(chat=DESK, text="나 15살이야")))
    assert ask.chat.who in companion.safeguards.minors


async def test_who_is_forgotten_is_no_longer_one_person_to_the_meter(ask) -> None:
    (code,) = set(re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}", (await ask("/link")).text))
    await at_the_desk(ask, f"/link {code}")
    meter = ask.conversations.companion.meter
    meter.add(ask.chat.who, messages=3)
    await ask("/forget")
    await ask("/forget yes")
    meter.add(DESK.who, messages=1)
    assert (meter.used(ask.chat.who).messages, meter.used(DESK.who).messages) == (3, 4)


async def test_a_wrong_code_is_told_and_guessing_ends(ask) -> None:
    for _ in range(5):
        assert "이을 수 없어요" in (await ask("/link AAAA-AAAA")).text
    assert "너무 자주" in (await ask("/link AAAA-AAAA")).text


async def test_what_was_just_said_is_learned_though_a_code_is_typed(asking, tmp_path) -> None:
    async with (
        Database(f"sqlite:///{tmp_path / 'maum.db'}") as store,
        Memories(store, Blind()) as memories,
        asking(store=store, memories=memories) as ask,
    ):
        await store.append(
            ask.chat, Line(speaker="user", text="나 부산에 살아", at=datetime.now(UTC))
        )
        memories.learn(ask.chat)
        await ask("/link AAAA-AAAA")
        await memories.settled()
        assert [one.value for one in await store.memory.known(ask.chat)] == ["부산"]


async def test_nobody_links_where_others_read_along(ask) -> None:
    answer = await at_the_desk(ask, "/link", chat=replace(DESK, shared=True))
    assert "둘이" in answer.text


async def test_who_is_alone_is_told(ask) -> None:
    assert "없어요" in (await ask("/unlink yes")).text


async def test_a_store_that_cannot_link_says_so(asking) -> None:
    async with asking() as ask:
        for command in ("/link", "/unlink"):
            assert "여기서는" in (await ask(command)).text

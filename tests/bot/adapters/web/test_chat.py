"""What pages are told, whatever happens while it is looked up."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.adapters.web.chat import Chat
from bot.adapters.web.desk import Desk
from bot.adapters.web.metrics import Metrics
from bot.adapters.web.room import Room
from bot.commands import Commands
from bot.conversations import Conversations
from bot.events import ChatKey
from bot.protocols import Line
from bot.testing import MemoryStore
from config.errors import StoreError

HOME = ChatKey(messenger="web", chat="me", person="me")
SECRET = Line(speaker="user", text="비밀이야", at=datetime.now(UTC))


class Tab:
    """An open page that holds all that it was told."""

    def __init__(self) -> None:
        self.told: list[Mapping[str, Any]] = []

    def send(self, message: Mapping[str, Any], /) -> None:
        self.told.append(message)

    def restart(self, message: Mapping[str, Any]) -> None:
        self.told = [message]

    @property
    def texts(self) -> Sequence[str] | None:
        """The lines that it was told last."""
        states = [one for one in self.told if one["event"] == "state"]
        return states[-1]["lines"] and [line["text"] for line in states[-1]["lines"]]


class Reading:
    """Reads the history; a test decides when it is told what was read, and what goes wrong."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.read, self.let_go = asyncio.Event(), asyncio.Event()
        self.let_go.set()
        self.errors: list[Exception] = []

    async def __call__(self, chat: ChatKey) -> Sequence[Line]:
        if self.errors:
            raise self.errors.pop()
        lines = await self._store.history(chat, limit=9)
        self.read.set()
        await self.let_go.wait()
        return lines


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def reading(store: MemoryStore) -> Reading:
    return Reading(store)


@pytest.fixture
async def chat(companion_of, store: MemoryStore, reading: Reading) -> AsyncIterator[Chat]:
    companion = companion_of(store=store)
    async with Conversations(companion) as talks, Desk(Commands(talks)) as desk:
        yield Chat(
            conversations=talks,
            history=reading,
            face=companion.portrait,
            metrics=Metrics(),
            desk=desk,
            pause=0.0,
        )


async def test_what_was_forgotten_while_a_page_opens_is_not_shown(chat, store, reading) -> None:
    room, tab = Room(HOME), Tab()
    await store.append(HOME, SECRET)
    reading.let_go.clear()
    opening = asyncio.create_task(chat.welcome(room, tab))
    await reading.read.wait()
    await store.forget(HOME.who)
    renewing = asyncio.create_task(chat.renew(room))
    await asyncio.sleep(0)
    reading.let_go.set()
    await asyncio.wait([opening, renewing])
    assert tab.texts == []


async def test_a_renewal_that_another_one_overtakes_tells_nothing_old(chat, store, reading) -> None:
    room, tab = Room(HOME), Tab()
    room.enter(tab)
    await store.append(HOME, SECRET)
    reading.let_go.clear()
    first = asyncio.create_task(chat.renew(room))
    await reading.read.wait()
    await store.forget(HOME.who)
    second = asyncio.create_task(chat.renew(room))
    await asyncio.sleep(0)
    reading.let_go.set()
    await asyncio.wait([first, second])
    assert [one["lines"] for one in tab.told if one["event"] == "state"] == [[], []]


async def test_lines_that_are_not_known_yet_follow(chat, store, reading) -> None:
    room, tab = Room(HOME), Tab()
    await store.append(HOME, SECRET)
    reading.errors = [StoreError("down")] * 2
    assert not await chat.welcome(room, tab)
    assert tab.texts is None
    await chat.catch_up(room, tab)
    assert tab.texts == [SECRET.text]


async def test_a_page_can_tell_that_what_it_shows_is_out_of_date(chat, reading) -> None:
    room, tab = Room(HOME), Tab()
    await chat.welcome(room, tab)
    before = tab.told[-1]
    room.leave(tab)
    await chat.renew(room)
    reading.errors = [StoreError("down")]
    await chat.welcome(room, tab)
    assert tab.told[-1]["life"] == before["life"]
    assert tab.told[-1]["renewals"] != before["renewals"]

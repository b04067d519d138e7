"""Codes: given out, taken once, and neither too often."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.events import ChatKey
from bot.linking import Links
from bot.protocols import Correction, Kind, Line, Memory, Preferences, Speaking, Summary
from bot.store.database import Database
from config.errors import TooOften
from config.moods import Mood

PHONE = ChatKey(messenger="telegram", chat="7", person="7")
DESK = ChatKey(messenger="web", chat="me", person="me")
CALL = ChatKey(messenger="discord", chat="99", person="9")
STRANGER = ChatKey(messenger="telegram", chat="8", person="8")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(f"sqlite:///{tmp_path / 'maum.db'}") as one:
        yield one


@pytest.fixture
def links(store: Database) -> Links:
    return Links(store.doors)


def said(text: str, *, minute: int = 0, source: str = "") -> Line:
    return Line(speaker="user", text=text, at=NOON + timedelta(minutes=minute), source=source)


async def joined(links: Links, *others: ChatKey) -> None:
    for other in others:
        assert await links.take(other, await links.offer(PHONE))


async def history(store: Database, chat: ChatKey) -> list[str]:
    return [line.text for line in await store.history(chat, limit=99)]


async def learned(store: Database, chat: ChatKey, value: str) -> None:
    await store.append(chat, said(value))
    (line, *_) = (await store.memory.unread(chat, limit=9))[-1:]
    memory = Memory(kind=Kind.LIKE, value=value, text=value, at=line.line.at)
    await store.memory.learn(chat, (line.number, memory), read=[line])


async def test_conversation_memories_and_choices_become_one(store, links) -> None:
    await learned(store, PHONE, "차")
    await learned(store, DESK, "책")
    await store.append(STRANGER, said("남"))
    await store.prefer(PHONE, Preferences(speaking=Speaking.NEVER))
    await store.prefer(DESK, Preferences(speaking=Speaking.ALWAYS, persona="sol"))
    wrong = Correction(text="책", read=Mood.SAD, meant=Mood.JOY, at=NOON)
    await store.correct(DESK, wrong)
    code = await links.offer(PHONE)
    assert list(await links.take(DESK, f" {code.lower()} ")) == ["telegram:7", "web:me"]
    for chat in (PHONE, DESK):
        assert await history(store, chat) == ["차", "책"]
        assert {one.value for one in await store.memory.known(chat)} == {"차", "책"}
        chosen = Preferences(speaking=Speaking.NEVER, persona="sol")
        assert await store.preferences(chat.who) == chosen
        assert [one.text for one in await store.corrections(chat.who)] == ["책"]
    await store.append(DESK, said("여기서"))
    assert await history(store, PHONE) == ["차", "책", "여기서"]
    assert await history(store, STRANGER) == ["남"]


async def test_a_code_works_once_for_somebody_else_and_not_for_long(store, links) -> None:
    code = await links.offer(PHONE)
    assert not await links.take(PHONE, code)
    assert await links.take(DESK, code)
    assert not await links.take(STRANGER, code)
    late = "ABCDEFGH"
    await store.doors.offer(PHONE, late, expires=datetime.now(UTC) - timedelta(seconds=1))
    assert not await links.take(STRANGER, late)
    first, second = await links.offer(PHONE), await links.offer(PHONE)
    assert not await links.take(STRANGER, first)
    assert await links.take(STRANGER, second)


async def test_codes_cannot_be_guessed_or_asked_for_without_end(store) -> None:
    now = [0.0]
    links = Links(store.doors, clock=lambda: now[0])
    code = await links.offer(PHONE)
    for _ in range(5):
        assert not await links.take(DESK, "AAAA-AAAA")
    with pytest.raises(TooOften):
        await links.take(DESK, code)
    for _ in range(4):
        code = await links.offer(PHONE)
    with pytest.raises(TooOften):
        await links.offer(PHONE)
    now[0] = 3601.0
    assert await links.take(DESK, code)


async def test_everybody_together_cannot_guess_either(store) -> None:
    links = Links(store.doors)
    for number in range(100):
        chat = ChatKey(messenger="web", chat=str(number), person=str(number))
        assert not await links.take(chat, "x")
    with pytest.raises(TooOften):
        await links.take(DESK, "x")


async def test_the_file_holds_no_code(store, links, tmp_path: Path) -> None:
    code = (await links.offer(PHONE)).replace("-", "").encode()
    files = await asyncio.to_thread(lambda: [file.read_bytes() for file in tmp_path.iterdir()])
    assert not any(code in data for data in files)


async def test_ids_of_two_messengers_may_be_alike(store, links) -> None:
    await store.append(PHONE, said("하나", source="12"))
    await store.append(DESK, said("둘", source="12"))
    await joined(links, DESK)
    assert await history(store, PHONE) == ["하나", "둘"]
    await store.append(PHONE, said("하나!", source="12"))
    assert await history(store, PHONE) == ["하나!", "둘"]


@pytest.mark.parametrize("leaving", [PHONE, DESK])
async def test_who_is_parted_begins_anew_and_the_rest_stays_together(
    store, links, leaving: ChatKey
) -> None:
    await learned(store, PHONE, "차")
    await learned(store, DESK, "책")
    await joined(links, DESK, CALL)
    await store.prefer(PHONE, Preferences(persona="sol"))
    number = (await store.memory.unread(PHONE, limit=9))[-1:]
    assert not number
    assert await store.doors.close(leaving)
    staying = DESK if leaving is PHONE else PHONE
    assert await history(store, leaving) == []
    assert list(await store.memory.known(leaving)) == []
    assert (await store.preferences(leaving.who)).persona == "sol"
    for chat in (staying, CALL):
        assert await history(store, chat) == ["차", "책"]
        assert {one.value for one in await store.memory.known(chat)} == {"차", "책"}
    await store.append(leaving, said("혼자"))
    await store.append(CALL, said("함께"))
    assert await history(store, leaving) == ["혼자"]
    assert await history(store, staying) == ["차", "책", "함께"]
    assert list(await store.doors.known(leaving.who)) == [leaving.who]


async def test_who_is_alone_is_not_parted(store, links) -> None:
    await store.append(PHONE, said("a"))
    assert not await store.doors.close(PHONE)
    assert await history(store, PHONE) == ["a"]


async def test_a_removed_memory_does_not_come_back(store, links) -> None:
    await learned(store, PHONE, "차")
    (known,) = await store.memory.known(PHONE)
    await store.memory.drop(PHONE.who, known.number)
    await store.append(DESK, said("책"))
    await joined(links, DESK)
    assert [one.line.text for one in await store.memory.unread(PHONE, limit=9)] == ["책"]


async def test_one_conversation_is_summed_up_and_begun_anew_as_one(store, links) -> None:
    await store.append(PHONE, said("a"))
    (line,) = await store.memory.unread(PHONE, limit=1)
    await store.memory.summarise(PHONE, Summary(text="a", until=line.number))
    await store.append(DESK, said("b"))
    await joined(links, DESK)
    assert await store.memory.summary(PHONE) is None
    lines = await store.memory.unsummarised(DESK, but=0)
    assert [one.line.text for one in lines] == ["a", "b"]
    await store.memory.summarise(DESK, Summary(text="ab", until=lines[-1].number))
    assert await store.memory.summary(PHONE) == await store.memory.summary(DESK)
    await store.begin_anew(DESK)
    assert await history(store, PHONE) == []
    assert await store.memory.summary(PHONE) is None


async def test_forgetting_anywhere_forgets_everywhere(store, links) -> None:
    await learned(store, PHONE, "차")
    await joined(links, DESK)
    await store.append(DESK, said("b"))
    assert await store.forget("web:me") == 2
    assert await history(store, PHONE) == []
    assert list(await store.people()) == []

"""What is forgotten cannot be read from the file."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bot.events import ChatKey
from bot.protocols import Correction, Kind, Letter, Line, Memory, Part, Summary
from bot.retention import Retention
from bot.store.database import Database
from config.errors import StoreError
from config.moods import Mood

MARKER = "marker-7f3a"
OTHER = ChatKey(messenger="web", chat="home", person="other")


def traces(file: Path) -> set[str]:
    """The files beside the database, and itself, in which the marker stands."""
    return {path.name for path in file.parent.iterdir() if MARKER.encode() in path.read_bytes()}


async def fill(store: Database, chat: ChatKey, said) -> None:
    """Lines of many lengths, in turn with somebody else's, so that pages split and rows move."""
    for number in range(60):
        await store.append(chat, said(f"{MARKER} {number} " + "가" * (number * 37 % 900)))
        await store.append(OTHER, said("x" * (number * 53 % 2000)))


async def test_nothing_is_left_in_any_file(file: Path, url: str, chat: ChatKey, said) -> None:
    person = ChatKey(messenger="web", chat=f"{MARKER}-chat", person=f"{MARKER}-person")
    async with Database(url) as store, Database(url) as running:
        await fill(store, person, said)
        wrong = Correction(text=MARKER, read=Mood.SAD, meant=Mood.JOY, at=datetime.now(UTC))
        await store.correct(person, wrong)
        await running.history(person, limit=9)
        assert traces(file)
        assert await store.forget(person.who) == 60
        assert traces(file) == set()
        assert len(await running.lines(OTHER.who)) == 60
    assert traces(file) == set()


async def test_it_waits_for_no_reader_but_says_so(file: Path, url: str, chat, said) -> None:
    async with Database(url, busy_timeout=0.05) as store:
        await fill(store, chat, said)
        with closing(sqlite3.connect(file)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM line").fetchone()
            with pytest.raises(StoreError, match="another program is reading"):
                await store.forget(chat.who)
        assert await store.lines(chat.who) == []
        assert traces(file)
    async with Database(url):
        assert traces(file) == set()


async def test_what_a_crash_cut_short_is_finished_at_the_next_start(
    file: Path, url: str, chat: ChatKey, said
) -> None:
    async with Database(url) as store:
        await fill(store, chat, said)
    with closing(sqlite3.connect(file)) as connection:
        # As a crash between the deletion and the rewriting leaves it.
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("DELETE FROM line WHERE text LIKE ?", (f"{MARKER}%",))
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    assert traces(file)
    async with Database(url):
        assert traces(file) == set()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)


async def learn(store: Database, chat: ChatKey, *, ago: timedelta = timedelta()) -> list[int]:
    """Let *chat* hold the marker in two lines, memories, a vector, a summary and the inbox."""
    now = datetime.now(UTC) - ago
    for text, at in (("before", now - timedelta(days=1)), (MARKER, now)):
        await store.append(chat, Line(speaker="user", text=text, at=at))
    lines = await store.memory.unread(chat, limit=9)
    memories = (
        (one.number, Memory(kind=Kind.LIKE, value=one.line.text, text=one.line.text, at=now))
        for one in lines
    )
    await store.memory.learn(chat, *memories, read=lines)
    numbers = [one.number for one in await store.memory.known(chat)]
    # The vector's own bytes spell the marker.
    vector = np.frombuffer(f"{MARKER} ".encode(), "<f4")
    await store.memory.place("x", {numbers[0]: vector})
    await store.memory.summarise(chat, Summary(text=f"sum of {MARKER}", until=lines[-1].number))
    (pending,) = await store.inbox.receive(Letter(chat=chat, update="1", content=MARKER, at=now))
    await store.inbox.intend(pending.number, Part(name="0", content=MARKER))
    return numbers


async def test_what_was_corrected_and_what_waits_grows_old_without_a_line(
    file: Path, url: str, chat: ChatKey
) -> None:
    then = datetime.now(UTC) - timedelta(days=31)
    async with Database(url) as store:
        wrong = Correction(text=MARKER, read=Mood.SAD, meant=Mood.JOY, at=then)
        await store.correct(chat, wrong)
        await store.inbox.receive(Letter(chat=chat, update="1", content=MARKER, at=then))
        assert traces(file)
        assert await store.expire(before=datetime.now(UTC) - timedelta(days=30)) == 0
        assert traces(file) == set()


async def test_what_is_older_than_the_operator_wants_leaves_no_trace(
    file: Path, url: str, chat: ChatKey
) -> None:
    async with Database(url) as store:
        await learn(store, chat, ago=timedelta(days=31))
        await store.append(chat, Line(speaker="user", text="new", at=datetime.now(UTC)))
        assert traces(file)
        async with Retention(store, days=30):
            assert traces(file) == set()
        assert [line.text for line in await store.lines(chat.who)] == ["new"]
        assert await store.memory.summary(chat) is None
        assert [one.line.text for one in await store.memory.unread(chat, limit=9)] == ["new"]


@pytest.mark.parametrize("what", ["all", "hour", "memory", "old"])
async def test_what_was_learned_leaves_no_trace_either(
    file: Path, url: str, chat: ChatKey, what: str
) -> None:
    async with Database(url) as store:
        numbers = await learn(store, chat)
        assert traces(file)
        now = datetime.now(UTC)
        if what == "all":
            await store.forget(chat.who)
        elif what == "hour":
            await store.forget(chat.who, since=now - timedelta(hours=1))
        elif what == "old":
            await store.expire(before=now)
        else:
            assert await store.memory.drop(chat.who, numbers[0], with_line=True)
            await store.inbox.prune(before=now)
            await store.forget("web:nobody", since=now)
        assert traces(file) == set()
        left = [] if what in {"all", "old"} else ["before"]
        assert [line.text for line in await store.lines(chat.who)] == left
        assert [one.text for one in await store.memory.known(chat)] == left

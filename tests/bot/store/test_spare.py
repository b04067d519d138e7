"""A database that cannot be opened does not stop the start, and is left as it is."""

import sqlite3
from contextlib import AbstractAsyncContextManager, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.events import Cared, ChatKey, Incoming, Level
from bot.protocols import Deferring, Line, Store
from bot.store.spare import store_or_spare
from bot.wiring import Wiring, companion
from config.errors import ConfigError, StoreError
from config.settings import Settings, load_settings

CHAT = ChatKey(messenger="test", chat="1", person="1")
LINE = Line(speaker="user", text="안녕", at=datetime(2026, 11, 22, tzinfo=UTC))


def settings(tmp_path: Path) -> Settings:
    given = {"home": tmp_path, "generator": "scripted", "database": {"url": ""}}
    return load_settings(environment={}, file=tmp_path / "none.toml", overrides=given)


def spare_of(tmp_path: Path, home: Path) -> AbstractAsyncContextManager[Store]:
    wiring = Wiring(settings(tmp_path))
    return store_or_spare(wiring.opened_store, wiring.settings.database_url, folder=home)


GARBAGE = b"this was a database once " * 400


@pytest.mark.parametrize("content", [GARBAGE, b"SQLite format 3\0" + GARBAGE])
async def test_a_damaged_database_stays_and_a_spare_one_is_used(
    tmp_path: Path, content: bytes
) -> None:
    damaged = tmp_path / "maum.db"
    damaged.write_bytes(content)
    for _ in range(2):
        async with spare_of(tmp_path, tmp_path) as store:
            await store.append(CHAT, LINE)
    async with spare_of(tmp_path, tmp_path) as store:
        assert len(await store.history(CHAT, limit=5)) == 2
    assert damaged.read_bytes() == content


async def test_without_a_folder_to_write_to_it_is_kept_for_as_long_as_it_runs(
    tmp_path: Path,
) -> None:
    (tmp_path / "maum.db").write_bytes(GARBAGE)
    (tmp_path / "file").touch()
    async with spare_of(tmp_path, tmp_path / "file") as store:
        await store.append(CHAT, LINE)
        assert await store.history(CHAT, limit=5) == [LINE]


async def test_a_sound_database_needs_no_spare(tmp_path: Path) -> None:
    async with spare_of(tmp_path, tmp_path):
        assert not (tmp_path / "maum.spare.db").exists()


@pytest.mark.parametrize("since", [None, LINE.at])
async def test_who_is_forgotten_meanwhile_is_forgotten_in_both(
    tmp_path: Path, since: datetime | None
) -> None:
    database, away = tmp_path / "maum.db", tmp_path / "away"
    earlier = replace(LINE, text="전에", at=LINE.at - timedelta(days=1))
    other = replace(CHAT, person="2")
    async with spare_of(tmp_path, tmp_path) as store:
        await store.append(CHAT, earlier, LINE)
        await store.append(other, LINE)
    database.rename(away)
    database.write_bytes(GARBAGE)
    async with spare_of(tmp_path, tmp_path) as store:
        assert isinstance(store, Deferring) and store.defers
        await store.append(CHAT, LINE)
        await store.append(other, LINE)
        assert await store.forget(CHAT.who, since=since) == 1
    away.rename(database)
    async with spare_of(tmp_path, tmp_path) as store:
        assert list(await store.lines(CHAT.who)) == ([earlier] if since else [])
        assert list(await store.lines(other.who)) == [LINE]
        await store.append(CHAT, LINE)
    async with spare_of(tmp_path, tmp_path) as store:
        assert LINE in await store.lines(CHAT.who)  # nothing is owed any more


async def test_who_is_forgotten_afterwards_is_forgotten_in_what_is_left_of_the_spare_one(
    tmp_path: Path,
) -> None:
    database = tmp_path / "maum.db"
    database.write_bytes(GARBAGE)
    async with spare_of(tmp_path, tmp_path) as store:
        await store.append(CHAT, LINE)
    database.unlink()
    async with spare_of(tmp_path, tmp_path) as store:
        assert not (isinstance(store, Deferring) and store.defers)
        await store.forget(CHAT.who)
    async with Wiring(settings(tmp_path)).opened_store(
        f"sqlite:///{tmp_path}/maum.spare.db"
    ) as spare:
        assert list(await spare.people()) == []


async def test_who_cannot_be_noted_is_not_told_to_be_forgotten(tmp_path: Path) -> None:
    (tmp_path / "maum.db").write_bytes(GARBAGE)
    (tmp_path / "file").touch()
    async with spare_of(tmp_path, tmp_path / "file") as store:
        await store.append(CHAT, LINE)
        with pytest.raises(StoreError):
            await store.forget(CHAT.who)


async def test_a_database_of_another_program_is_still_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "maum.db")) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    with pytest.raises(ConfigError):
        async with spare_of(tmp_path, tmp_path):
            pass


async def test_help_goes_out_with_a_damaged_database(tmp_path: Path) -> None:
    (tmp_path / "maum.db").write_bytes(GARBAGE)
    incoming = Incoming(chat=CHAT, text="죽고 싶어", speak=False)
    async with companion(settings(tmp_path)) as one, one.turn(incoming) as turn:
        events = [event async for event in turn]
    assert Cared(Level.EXPLICIT) in events

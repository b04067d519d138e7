"""A statement in one trip."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.connection import QuickConnection


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[QuickConnection]:
    file = tmp_path / "some.db"
    connection = QuickConnection(lambda: sqlite3.connect(file, isolation_level=None))
    async with connection:
        await run(connection, "CREATE TABLE word (text)")
        yield connection


async def run(connection: QuickConnection, statement: str) -> list[tuple[object, ...]]:
    cursor = await connection.cursor()
    await cursor.execute(statement)
    return list(await cursor.fetchall())


async def test_a_cursor_tells_what_the_drivers_own_would(connection: QuickConnection) -> None:
    cursor = await connection.cursor()
    await cursor.executemany("INSERT INTO word VALUES (?)", [("하나",), ("둘",)])
    assert (cursor.rowcount, cursor.description) == (2, None)
    await cursor.execute("INSERT INTO word VALUES (?)", ("셋",))
    assert (cursor.rowcount, cursor.lastrowid) == (1, 3)
    await cursor.execute("SELECT text FROM word")
    assert cursor.description[0][0] == "text"
    assert await cursor.fetchall() == [("하나",), ("둘",), ("셋",)]


async def test_what_was_begun_is_undone(connection: QuickConnection) -> None:
    await run(connection, "BEGIN IMMEDIATE")
    await run(connection, "INSERT INTO word VALUES ('하나')")
    await connection.rollback()
    assert await run(connection, "SELECT * FROM word") == []


async def test_what_was_begun_by_somebody_who_waits_no_longer_is_undone(
    connection: QuickConnection,
) -> None:
    beginning = asyncio.create_task(run(connection, "BEGIN IMMEDIATE"))
    await asyncio.sleep(0)  # it is on its way
    beginning.cancel()
    await asyncio.wait([beginning])
    await connection.rollback()
    assert not connection.in_transaction


async def test_a_failure_leaves_the_connection_usable(connection: QuickConnection) -> None:
    with pytest.raises(sqlite3.OperationalError):
        await run(connection, "SELECT * FROM nothing")
    assert await run(connection, "SELECT 1") == [(1,)]

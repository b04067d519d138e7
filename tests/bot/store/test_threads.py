"""Transactions off the event loop."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.store import sqlite
from bot.store.address import address
from bot.store.threads import READERS, Threads
from config.errors import StoreError


@pytest.fixture
async def threads(tmp_path: Path) -> AsyncIterator[Threads]:
    url = address(f"sqlite:///{tmp_path / 'some.db'}")
    engine = sqlite.new_engine(url, busy_timeout=5.0, connections=READERS + 1)
    made = Threads(engine, reading=sqlite.READING, writing=sqlite.WRITING)
    await made.write(run, "CREATE TABLE word (text)")
    yield made
    await made.close()


def run(connection: Connection, statement: str) -> int:
    return connection.exec_driver_sql(statement).rowcount


def words(connection: Connection) -> list[str]:
    return list(connection.exec_driver_sql("SELECT text FROM word ORDER BY rowid").scalars())


async def test_what_raises_is_undone_and_costs_nothing_else(threads: Threads) -> None:
    def fail(connection: Connection) -> None:
        run(connection, "INSERT INTO word VALUES ('하나')")
        run(connection, "INSERT INTO nowhere VALUES ('둘')")

    with pytest.raises(StoreError):
        await threads.write(fail)
    assert await threads.write(run, "INSERT INTO word VALUES ('셋')") == 1
    assert await threads.read(words) == ["셋"]


async def test_a_transaction_that_began_ends_and_one_that_waits_never_begins_where_nobody_waits(
    threads: Threads,
) -> None:
    began, gate = threading.Event(), threading.Event()

    def slow(connection: Connection) -> None:
        run(connection, "INSERT INTO word VALUES ('하나')")
        began.set()
        gate.wait()

    first = asyncio.create_task(threads.write(slow))
    await asyncio.to_thread(began.wait)
    second = asyncio.create_task(threads.write(run, "INSERT INTO word VALUES ('둘')"))
    await asyncio.sleep(0)  # it stands in line
    for task in (first, second):
        task.cancel()
    await asyncio.wait([first, second])
    meanwhile = await threads.read(words)
    gate.set()
    await threads.alone(lambda: None)
    assert meanwhile == [], "readers see no half of it and do not wait"
    assert await threads.read(words) == ["하나"]

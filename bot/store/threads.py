"""Transactions in threads: the whole of one is a single trip there and back.

With an asynchronous driver each statement is a trip of its own, dearer than what SQLite does there.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, Engine

from bot.store.failures import explained

P = ParamSpec("P")
T = TypeVar("T")

READERS = 3


class Run(Protocol):
    """`Threads.read` or `Threads.write`."""

    async def __call__(
        self, work: Callable[Concatenate[Connection, P], T], /, *given: P.args, **named: P.kwargs
    ) -> T:
        """What *work* returns; it is given the connection first."""
        ...


class Threads:
    """Runs transactions of one database: those that write one after another, a few that read.

    A transaction that began goes on to its end, even if whoever waits for it is cancelled.
    """

    def __init__(
        self, engine: Engine, *, reading: Mapping[str, Any], writing: Mapping[str, Any]
    ) -> None:
        """*engine* has room for `READERS` and a writer; *reading* and *writing* are options of it."""
        self.engine = engine
        self._reads = engine.execution_options(**reading)
        self._writes = engine.execution_options(**writing)
        self._readers = ThreadPoolExecutor(READERS, "maum-store-reader")
        # SQLite has one writer at a time; here they stand in line instead of polling its lock.
        self._writer = ThreadPoolExecutor(1, "maum-store-writer")

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], /, *given: P.args, **named: P.kwargs
    ) -> T:
        """What *work* returns, which changes nothing."""

        def run() -> T:
            with explained(), self._reads.connect() as connection:
                return work(connection, *given, **named)

        return await asyncio.get_running_loop().run_in_executor(self._readers, run)

    async def write(
        self, work: Callable[Concatenate[Connection, P], T], /, *given: P.args, **named: P.kwargs
    ) -> T:
        """What *work* returns, committed; undone if it raises."""

        def run() -> T:
            with self._writes.begin() as connection:
                return work(connection, *given, **named)

        return await self.alone(run)

    async def alone(self, work: Callable[[], T], /) -> T:
        """What *work* returns, while nothing else writes."""

        def run() -> T:
            with explained():
                return work()

        return await asyncio.get_running_loop().run_in_executor(self._writer, run)

    async def close(self) -> None:
        """Return when what was begun is over."""
        await asyncio.to_thread(self._stop)

    def _stop(self) -> None:
        self._readers.shutdown(cancel_futures=True)
        self._writer.shutdown(cancel_futures=True)
        self.engine.dispose()

"""SQLite's connection with fewer trips to its thread.

The driver runs every call in a thread of its own: opening a cursor, a statement, its rows and
closing it are four trips there and back, each dearer than what it does. Here a statement is one.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from typing import Any, Self

from aiosqlite import Connection


class QuickConnection(Connection):
    """A connection for SQLAlchemy, which fetches all rows of a statement at once anyway."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        """*connector* is called in the thread."""
        super().__init__(connector, iter_chunk_size=64)
        # Whoever leaves a connection open keeps the program from ending no longer than need be.
        self._thread.daemon = True
        self._settled = True

    def cursor(self) -> "QuickCursor":  # type: ignore[override]
        """A cursor that is no trip."""
        return QuickCursor(self)

    async def do(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Let *work* be done in the thread."""
        self._settled = False  # and stays so where the waiting is cancelled
        await self._execute(work, self._conn)  # type: ignore[no-untyped-call]
        self._settled = True

    async def rollback(self) -> None:
        """Undo what was begun; no trip where nothing was."""
        if self.in_transaction or not self._settled:
            await super().rollback()


class QuickCursor:
    """One statement and its rows."""

    arraysize = 1
    description: Any = None
    lastrowid: int | None = None
    rowcount = -1

    def __init__(self, connection: QuickConnection) -> None:
        self._connection = connection
        self._rows: Sequence[Any] = ()

    def __await__(self) -> Generator[Any, None, Self]:
        return self.__aenter__().__await__()

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Iterable[Any] = ()) -> None:
        """Run *statement* and fetch its rows."""
        await self._connection.do(partial(self._run, "execute", statement, parameters))

    async def executemany(self, statement: str, parameters: Iterable[Iterable[Any]]) -> None:
        """Run *statement* with each of *parameters*."""
        await self._connection.do(partial(self._run, "executemany", statement, parameters))

    async def fetchall(self) -> Sequence[Any]:
        """The rows."""
        return self._rows

    async def close(self) -> None:
        """Nothing is left to close."""

    def _run(self, way: str, statement: str, parameters: Any, raw: sqlite3.Connection) -> None:
        cursor = raw.cursor()
        try:
            getattr(cursor, way)(statement, parameters)
            self.description, self.lastrowid = cursor.description, cursor.lastrowid
            self._rows = cursor.fetchall() if cursor.description else ()
            self.rowcount = cursor.rowcount
        finally:
            cursor.close()

"""Group commit: what arrives while one transaction is being written shares the next."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Self, TypeAlias, TypeVar

from sqlalchemy import Connection

from bot.store.failures import Refused
from config.errors import StoreError

Item = TypeVar("Item")

Kept: TypeAlias = tuple[Callable[[Connection, Sequence[Any]], None], Any]
"""How things of a kind are kept, many at once, and one of them."""
Put: TypeAlias = Callable[[Kept], Awaitable[None]]
"""`Writer.put`."""


def keep(connection: Connection, batch: Sequence[Kept], /) -> None:
    """Keep what is in *batch*, kind by kind."""
    kinds: dict[Callable[[Connection, Sequence[Any]], None], list[Any]] = {}
    for kind, item in batch:
        kinds.setdefault(kind, []).append(item)
    for kind, items in kinds.items():
        kind(connection, items)


MOST = 256
"""Items of one transaction."""


@dataclass(frozen=True, slots=True, eq=False)
class _Put(Generic[Item]):
    """An item, and the caller who waits for it."""

    item: Item
    kept: asyncio.Future[None] = field(default_factory=lambda: asyncio.Future())

    def settle(self, error: StoreError | None = None) -> None:
        # A caller that was cancelled waits no longer.
        if self.kept.done():
            return
        if error:
            self.kept.set_exception(error)
        else:
            self.kept.set_result(None)


class Writer(Generic[Item]):
    """Writes items in the order they were put, many in one transaction.

    A disk takes milliseconds to make a transaction durable, whatever is in it: alone, each item
    would wait for all before it. *write* keeps the whole of a batch or, raising `StoreError`,
    nothing of it.
    """

    def __init__(self, write: Callable[[Sequence[Item]], Awaitable[None]]) -> None:
        self._write = write
        self._queue: asyncio.Queue[_Put[Item] | None] = asyncio.Queue()
        self._unsettled: set[_Put[Item]] = set()

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run(), name="store writer")
        self._task.add_done_callback(self._abandon)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Write what is still queued, then stop."""
        self._queue.put_nowait(None)
        await self._task

    async def put(self, item: Item) -> None:
        """Return when *item* is durable; raises `StoreError` if it could not be kept.

        What a caller has put is kept even if the caller is cancelled meanwhile.
        """
        if self._task.done():
            raise StoreError("the store is closed")
        put = _Put(item)
        self._unsettled.add(put)
        self._queue.put_nowait(put)
        await put.kept

    async def _run(self) -> None:
        while batch := await self._next():
            await self._settle(batch)

    async def _next(self) -> Sequence[_Put[Item]]:
        """What waits to be written, at least one; empty when the writer is to stop."""
        batch: list[_Put[Item]] = []
        while not batch or (len(batch) < MOST and not self._queue.empty()):
            put = await self._queue.get()
            if put is None:
                if batch:
                    self._queue.put_nowait(None)
                break
            batch.append(put)
        return batch

    async def _settle(self, batch: Sequence[_Put[Item]]) -> None:
        """Write *batch*; if one of it is refused, one by one, so that it costs only itself."""
        failure: StoreError | None = None
        try:
            await self._write([put.item for put in batch])
        except Refused as error:
            if len(batch) > 1:
                for put in batch:
                    await self._settle([put])
                return
            failure = error
        except StoreError as error:
            failure = error
        for put in batch:
            put.settle(failure)
            self._unsettled.discard(put)

    def _abandon(self, _task: asyncio.Task[None]) -> None:
        """Let nobody wait for a writer that has ended."""
        for put in self._unsettled:
            put.settle(StoreError("the store was closed"))

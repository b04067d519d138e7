"""The inbox in the database."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from itertools import groupby
from typing import Any, Self, TypeAlias

from sqlalchemy import Row, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.events import ChatKey
from bot.protocols import Letter, Part, Pending
from bot.store.tables import inbox, outbox
from bot.store.text import storable
from bot.store.upsert import upsert
from bot.store.writer import Writer

Transaction: TypeAlias = Callable[[], AbstractAsyncContextManager[AsyncConnection]]
_Step: TypeAlias = Callable[[AsyncConnection], Awaitable[None]]


class DatabaseInbox:
    """An `Inbox`, open while its block is; steps of many chats share a transaction."""

    def __init__(self, writing: Transaction) -> None:
        """*writing* opens a transaction and raises a `StoreError` for all that goes wrong in it."""
        self._writing = writing
        self._writer = Writer(self._write)

    async def __aenter__(self) -> Self:
        await self._writer.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._writer.__aexit__()

    async def receive(self, *letters: Letter) -> Sequence[Pending]:
        new: dict[tuple[str, str], int] = {}

        async def insert(connection: AsyncConnection) -> None:
            kept = (inbox.c.messenger, inbox.c.external_id, inbox.c.id)
            statement = upsert(connection, inbox).on_conflict_do_nothing().returning(*kept)
            rows = await connection.execute(statement, [_row(letter) for letter in letters])
            new.update({(messenger, update): number for messenger, update, number in rows})

        if letters:
            await self._writer.put(insert)
        # The same may be told twice in one batch: a number is taken by the first.
        numbered = ((new.pop(_key(letter), None), letter) for letter in letters)
        return [
            Pending(number=number, letter=letter, lead=number)
            for number, letter in numbered
            if number is not None
        ]

    async def resume(self, messenger: str, /) -> Sequence[Pending]:
        found: list[Row[Any]] = []
        waiting = (inbox.c.messenger == messenger) & inbox.c.content.is_not(None)
        parts = (outbox.c.name, outbox.c.content.label("part"), outbox.c.after, outbox.c.message)
        whole = select(inbox, *parts).outerjoin(outbox).where(waiting)

        async def read(connection: AsyncConnection) -> None:
            await connection.execute(update(inbox).where(waiting).values(tries=inbox.c.tries + 1))
            found[:] = await connection.execute(whole.order_by(inbox.c.id, outbox.c.id))

        await self._writer.put(read)
        return [_pending(list(rows)) for _, rows in groupby(found, key=lambda row: row.id)]

    async def join(self, lead: int, /, *numbers: int) -> None:
        async def note(connection: AsyncConnection) -> None:
            joined = update(inbox).where(inbox.c.id.in_(numbers))
            await connection.execute(joined.values(lead=lead))

        await self._writer.put(note)

    async def intend(self, number: int, part: Part, /) -> None:
        values = {"content": storable(part.content), "after": storable(part.after)}

        async def note(connection: AsyncConnection) -> None:
            there = select(inbox.c.id).where(inbox.c.id == number)
            if await connection.scalar(there) is None:
                return  # forgotten meanwhile
            row = {"inbox_id": number, "name": storable(part.name), **values}
            statement = upsert(connection, outbox).values(row | {"message": part.message})
            again = statement.on_conflict_do_update(
                index_elements=[outbox.c.inbox_id, outbox.c.name], set_=values
            )
            await connection.execute(again)

        await self._writer.put(note)

    async def sent(self, number: int, name: str, message: str, /) -> None:
        part = (outbox.c.inbox_id == number) & (outbox.c.name == storable(name))

        async def note(connection: AsyncConnection) -> None:
            await connection.execute(update(outbox).where(part).values(message=storable(message)))

        await self._writer.put(note)

    async def finish(self, *numbers: int) -> None:
        letters = or_(inbox.c.id.in_(numbers), inbox.c.lead.in_(numbers))

        async def close(connection: AsyncConnection) -> None:
            parts = outbox.c.inbox_id.in_(select(inbox.c.id).where(letters))
            await connection.execute(delete(outbox).where(parts))
            await connection.execute(update(inbox).where(letters).values(content=None))

        await self._writer.put(close)

    async def prune(self, *, before: datetime) -> int:
        async with self._writing() as connection:
            old = await connection.execute(delete(inbox).where(inbox.c.at < before))
            return old.rowcount

    async def _write(self, steps: Sequence[_Step]) -> None:
        async with self._writing() as connection:
            for step in steps:
                await step(connection)


def _key(letter: Letter) -> tuple[str, str]:
    return storable(letter.chat.messenger), storable(letter.update)


def _row(letter: Letter) -> dict[str, Any]:
    messenger, update_ = _key(letter)
    return {
        "messenger": messenger,
        "external_id": update_,
        "chat": storable(letter.chat.chat),
        "person": storable(letter.chat.person),
        "content": storable(letter.content),
        "at": letter.at,
    }


def _pending(rows: Sequence[Row[Any]]) -> Pending:
    first = rows[0]
    letter = Letter(
        chat=ChatKey(messenger=first.messenger, chat=first.chat, person=first.person),
        update=first.external_id,
        content=first.content,
        at=first.at,
    )
    return Pending(
        number=first.id,
        letter=letter,
        lead=first.lead or first.id,
        parts=tuple(_part(row) for row in rows if row.name is not None),
        tries=first.tries,
    )


def _part(row: Row[Any]) -> Part:
    return Part(name=row.name, content=row.part, after=row.after, message=row.message)

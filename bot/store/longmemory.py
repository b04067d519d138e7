"""What was learned about people, in the database."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.events import ChatKey
from bot.protocols import Kind, Memory, Numbered, Summary
from bot.store.deleting import delete_lines
from bot.store.people import chat_id, find_person
from bot.store.rows import line_of
from bot.store.tables import account, amended, chat, line, memory, summary
from bot.store.text import storable
from bot.store.upsert import upsert
from config.moods import Mood

Transaction: TypeAlias = Callable[[], AbstractAsyncContextManager[AsyncConnection]]
_Vectors: TypeAlias = NDArray[np.float32]

_SINGLE = (Kind.NAME, Kind.HOME)
"""Of these a person has one at a time."""

_LEARNED = memory.join(line, memory.c.line_id == line.c.id).join(chat).join(account)


class DatabaseLongMemory:
    """A `LongMemory` in the tables of a `Database`."""

    def __init__(
        self,
        *,
        reading: Transaction,
        writing: Transaction,
        deleting: Callable[[Callable[[AsyncConnection], Awaitable[int]]], Awaitable[int]],
    ) -> None:
        """The first two open a transaction; *deleting* runs one that leaves no trace behind."""
        self._reading = reading
        self._writing = writing
        self._deleting = deleting

    async def unread(self, key: ChatKey, /, *, limit: int) -> Sequence[Numbered]:
        this = chat_id(_storable(key))
        until = select(chat.c.read_until).where(chat.c.id == this).scalar_subquery()
        again = line.c.id.in_(select(amended.c.line_id))
        fresh = and_(_in(key), or_(line.c.id > until, again))
        query = select(line).where(fresh).order_by(line.c.id).limit(limit)
        async with self._reading() as connection:
            return [_numbered(row) for row in await connection.execute(query)]

    async def learn(
        self, key: ChatKey, /, *found: tuple[int, Memory], read: Sequence[Numbered]
    ) -> None:
        until = max((one.number for one in read), default=0)
        async with self._writing() as connection:
            as_read = await _unchanged(connection, key, read)
            await connection.execute(delete(amended).where(amended.c.line_id.in_(as_read)))
            for number, one in found:
                if number in as_read:
                    await _replace(connection, key, one)
                    await connection.execute(insert(memory).values(_row(number, one)))
            behind = and_(chat.c.id == chat_id(_storable(key)), chat.c.read_until < until)
            await connection.execute(update(chat).where(behind).values(read_until=until))

    async def known(self, key: ChatKey, /) -> Sequence[Memory]:
        async with self._reading() as connection:
            found = await find_person(connection, storable(key.who))
            query = (
                select(memory, line.c.at, line.c.mood, line.c.source)
                .select_from(_LEARNED)
                .where(account.c.person_id == found)
                .order_by(line.c.at.desc(), memory.c.id.desc())
            )
            if key.shared:
                query = query.where(line.c.chat_id == chat_id(_storable(key)))
            return [_memory(one) for one in await connection.execute(query)]

    async def vectors(self, space: str, /, *numbers: int) -> Mapping[int, _Vectors]:
        query = select(memory.c.id, memory.c.vector).where(
            memory.c.id.in_(numbers), memory.c.space == space, memory.c.vector.is_not(None)
        )
        async with self._reading() as connection:
            rows = await connection.execute(query)
            return {row.id: np.frombuffer(row.vector, "<f4") for row in rows}

    async def place(self, space: str, vectors: Mapping[int, _Vectors], /) -> None:
        async with self._writing() as connection:
            for number, vector in vectors.items():
                values = {"vector": np.asarray(vector, "<f4").tobytes(), "space": space}
                await connection.execute(update(memory).where(memory.c.id == number).values(values))

    async def revise(self, who: str, number: int, text: str, /) -> bool:
        # What is corrected is in the person's own words from then on.
        values = {"text": storable(text), "value": storable(text), "vector": None}
        async with self._writing() as connection:
            theirs = await _theirs(connection, who, number)
            changed = await connection.execute(
                update(memory).where(memory.c.id.in_(theirs)).values(values)
            )
            return changed.rowcount > 0

    async def drop(self, who: str, number: int, /, *, with_line: bool = False) -> bool:
        async def work(connection: AsyncConnection) -> int:
            theirs = await _theirs(connection, who, number)
            if with_line:
                lines = select(memory.c.line_id).where(memory.c.id.in_(theirs))
                return await delete_lines(connection, line.c.id.in_(lines))
            gone = await connection.execute(delete(memory).where(memory.c.id.in_(theirs)))
            return gone.rowcount

        return await self._deleting(work) > 0

    async def summaries(self, who: str, /) -> Sequence[str]:
        async with self._reading() as connection:
            found = await find_person(connection, storable(who))
            theirs = select(summary.c.text).select_from(summary.join(chat).join(account))
            query = theirs.where(account.c.person_id == found).order_by(summary.c.chat_id)
            return list(await connection.scalars(query))

    async def summary(self, key: ChatKey, /) -> Summary | None:
        query = select(summary).where(summary.c.chat_id == chat_id(_storable(key)))
        async with self._reading() as connection:
            row = (await connection.execute(query)).one_or_none()
            return Summary(text=row.text, until=row.until) if row else None

    async def unsummarised(self, key: ChatKey, /, *, but: int) -> Sequence[Numbered]:
        this = chat_id(_storable(key))
        until = select(summary.c.until).where(summary.c.chat_id == this).scalar_subquery()
        began = select(chat.c.begins_after).where(chat.c.id == this).scalar_subquery()
        newest = (
            select(line.c.id).where(_in(key)).order_by(line.c.id.desc()).limit(but)
        ).subquery()
        oldest_kept = select(func.min(newest.c.id)).scalar_subquery()
        query = (
            select(line)
            .where(
                _in(key),
                line.c.id > func.coalesce(until, began, 0),
                line.c.id < func.coalesce(oldest_kept, 2**31 - 1),
            )
            .order_by(line.c.id)
        )
        async with self._reading() as connection:
            return [_numbered(row) for row in await connection.execute(query)]

    async def summarise(self, key: ChatKey, made: Summary, /) -> None:
        values = {"text": storable(made.text), "until": made.until}
        async with self._writing() as connection:
            last = select(line.c.chat_id).where(_in(key), line.c.id == made.until)
            if (here := await connection.scalar(last)) is None:
                return
            statement = upsert(connection.dialect.name, summary).values(chat_id=here, **values)
            await connection.execute(
                statement.on_conflict_do_update(index_elements=[summary.c.chat_id], set_=values)
            )


def _storable(key: ChatKey) -> ChatKey:
    return replace(key, chat=storable(key.chat), person=storable(key.person))


def _in(key: ChatKey) -> ColumnElement[bool]:
    return line.c.chat_id == chat_id(_storable(key))


async def _unchanged(
    connection: AsyncConnection, key: ChatKey, read: Sequence[Numbered]
) -> Collection[int]:
    """The numbers of those lines that are still there, in the words that were read."""
    words = {one.number: one.line.text for one in read}
    query = select(line.c.id, line.c.text).where(_in(key), line.c.id.in_(words))
    return {id_ for id_, text in await connection.execute(query) if words[id_] == text}


async def _theirs(connection: AsyncConnection, who: str, number: int) -> Select[tuple[int]]:
    found = await find_person(connection, storable(who))
    return (
        select(memory.c.id)
        .select_from(_LEARNED)
        .where(account.c.person_id == found, memory.c.id == number)
    )


async def _replace(connection: AsyncConnection, key: ChatKey, one: Memory) -> None:
    """Delete what *one* takes the place of: of the same person, and known in the same places."""
    found = await find_person(connection, storable(key.who))
    same = and_(memory.c.kind == one.kind, memory.c.value == storable(one.value))
    tastes = {Kind.LIKE: Kind.DISLIKE, Kind.DISLIKE: Kind.LIKE}
    if one.kind in _SINGLE:
        same = memory.c.kind == one.kind
    elif one.kind in tastes:
        other = memory.c.kind == tastes[one.kind]
        same = or_(same, and_(other, memory.c.value == storable(one.value)))
    where = line.c.chat_id == chat_id(_storable(key)) if key.shared else chat.c.shared.is_(False)
    older = (
        select(memory.c.id).select_from(_LEARNED).where(account.c.person_id == found, same, where)
    )
    await connection.execute(delete(memory).where(memory.c.id.in_(older)))


def _row(number: int, one: Memory) -> dict[str, Any]:
    return {
        "line_id": number,
        "kind": one.kind,
        "value": storable(one.value),
        "text": storable(one.text),
        "day": one.day,
    }


def _numbered(row: Row[Any]) -> Numbered:
    return Numbered(number=row.id, line=line_of(row))


def _memory(row: Row[Any]) -> Memory:
    return Memory(
        kind=Kind(row.kind),
        value=row.value,
        text=row.text,
        day=row.day,
        at=row.at,
        mood=Mood(row.mood) if row.mood else None,
        source=row.source or "",
        number=row.id,
    )

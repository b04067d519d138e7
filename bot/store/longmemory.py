"""What was learned about people, in the database."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.events import ChatKey
from bot.protocols import SINGLE, Kind, Memory, Numbered, Summary
from bot.store.deleting import delete_lines
from bot.store.people import CHAT, chat_id, find_person, named
from bot.store.rows import line_of
from bot.store.tables import account, amended, chat, line, memory, summary
from bot.store.text import storable, storable_key
from bot.store.threads import Run
from bot.store.upsert import upsert
from config.moods import Mood

_Vectors: TypeAlias = NDArray[np.float32]

_LEARNED = memory.join(line, memory.c.line_id == line.c.id).join(chat).join(account)

# What is asked with every message is put together once.
_READ_UNTIL = select(chat.c.read_until).where(chat.c.id == CHAT).scalar_subquery()
_UNREAD = (
    select(line)
    .where(
        line.c.chat_id == CHAT,
        or_(line.c.id > _READ_UNTIL, line.c.id.in_(select(amended.c.line_id))),
    )
    .order_by(line.c.id)
    .limit(bindparam("limit"))
)
_SUMMARY = select(summary).where(summary.c.chat_id == CHAT)
_KNOWN = (
    select(memory, line.c.at, line.c.mood, line.c.source)
    .select_from(_LEARNED)
    .where(account.c.person_id == bindparam("found"))
    .order_by(line.c.at.desc(), memory.c.id.desc())
)
_KNOWN_HERE = _KNOWN.where(line.c.chat_id == CHAT)


class DatabaseLongMemory:
    """A `LongMemory` in the tables of a `Database`."""

    def __init__(
        self,
        *,
        reading: Run,
        writing: Run,
        deleting: Callable[[Callable[[Connection], int]], Awaitable[int]],
    ) -> None:
        """*deleting* is a writing that leaves no trace behind."""
        self._reading = reading
        self._writing = writing
        self._deleting = deleting

    async def unread(self, key: ChatKey, /, *, limit: int) -> Sequence[Numbered]:
        given = {**named(key), "limit": limit}

        def work(connection: Connection) -> Sequence[Numbered]:
            return [_numbered(row) for row in connection.execute(_UNREAD, given)]

        return await self._reading(work)

    async def learn(
        self, key: ChatKey, /, *found: tuple[int, Memory], read: Sequence[Numbered]
    ) -> None:
        until = max((one.number for one in read), default=0)

        def work(connection: Connection) -> None:
            as_read = _unchanged(connection, key, read)
            connection.execute(delete(amended).where(amended.c.line_id.in_(as_read)))
            for number, one in found:
                if number in as_read:
                    _replace(connection, key, one)
                    connection.execute(insert(memory).values(_row(number, one)))
            behind = and_(chat.c.id == chat_id(storable_key(key)), chat.c.read_until < until)
            connection.execute(update(chat).where(behind).values(read_until=until))

        await self._writing(work)

    async def known(self, key: ChatKey, /) -> Sequence[Memory]:
        def work(connection: Connection) -> Sequence[Memory]:
            found = find_person(connection, storable(key.who))
            query = _KNOWN_HERE if key.shared else _KNOWN
            rows = connection.execute(query, {**named(key), "found": found})
            return [_memory(one) for one in rows]

        return await self._reading(work)

    async def vectors(self, space: str, /, *numbers: int) -> Mapping[int, _Vectors]:
        query = select(memory.c.id, memory.c.vector).where(
            memory.c.id.in_(numbers), memory.c.space == space, memory.c.vector.is_not(None)
        )

        def work(connection: Connection) -> Mapping[int, _Vectors]:
            rows = connection.execute(query)
            return {row.id: np.frombuffer(row.vector, "<f4") for row in rows}

        return await self._reading(work)

    async def place(self, space: str, vectors: Mapping[int, _Vectors], /) -> None:
        def work(connection: Connection) -> None:
            for number, vector in vectors.items():
                values = {"vector": np.asarray(vector, "<f4").tobytes(), "space": space}
                connection.execute(update(memory).where(memory.c.id == number).values(values))

        await self._writing(work)

    async def revise(self, who: str, number: int, right: Memory, /) -> bool:
        text, value = storable(right.text), storable(right.value)
        values = {"text": text, "value": value, "day": right.day, "vector": None}

        def work(connection: Connection) -> bool:
            theirs = _theirs(connection, who, number)
            changed = connection.execute(
                update(memory).where(memory.c.id.in_(theirs)).values(values)
            )
            return changed.rowcount > 0

        return await self._writing(work)

    async def drop(self, who: str, number: int, /, *, with_line: bool = False) -> bool:
        def work(connection: Connection) -> int:
            theirs = _theirs(connection, who, number)
            if with_line:
                lines = select(memory.c.line_id).where(memory.c.id.in_(theirs))
                return delete_lines(connection, line.c.id.in_(lines))
            gone = connection.execute(delete(memory).where(memory.c.id.in_(theirs)))
            return gone.rowcount

        return await self._deleting(work) > 0

    async def summaries(self, who: str, /) -> Sequence[str]:
        def work(connection: Connection) -> Sequence[str]:
            found = find_person(connection, storable(who))
            theirs = select(summary.c.text).select_from(summary.join(chat).join(account))
            query = theirs.where(account.c.person_id == found).order_by(summary.c.chat_id)
            return list(connection.scalars(query))

        return await self._reading(work)

    async def summary(self, key: ChatKey, /) -> Summary | None:
        return await self._reading(_summary, key)

    async def unsummarised(self, key: ChatKey, /, *, but: int) -> Sequence[Numbered]:
        this = chat_id(storable_key(key))
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

        def work(connection: Connection) -> Sequence[Numbered]:
            return [_numbered(row) for row in connection.execute(query)]

        return await self._reading(work)

    async def summarise(
        self,
        key: ChatKey,
        made: Summary,
        /,
        *,
        before: Summary | None = None,
        read: Sequence[Numbered] = (),
    ) -> None:
        values = {"text": storable(made.text), "until": made.until}

        def work(connection: Connection) -> None:
            last = select(line.c.chat_id).where(_in(key), line.c.id == made.until)
            if (here := connection.scalar(last)) is None:
                return
            if before is not None and _summary(connection, key) != before:
                return
            if len(_unchanged(connection, key, read)) < len(read):
                return
            statement = upsert(connection.dialect.name, summary).values(chat_id=here, **values)
            connection.execute(
                statement.on_conflict_do_update(index_elements=[summary.c.chat_id], set_=values)
            )

        await self._writing(work)


def _summary(connection: Connection, key: ChatKey) -> Summary | None:
    row = connection.execute(_SUMMARY, named(key)).one_or_none()
    return Summary(text=row.text, until=row.until) if row else None


def _in(key: ChatKey) -> ColumnElement[bool]:
    return line.c.chat_id == chat_id(storable_key(key))


def _unchanged(connection: Connection, key: ChatKey, read: Sequence[Numbered]) -> Collection[int]:
    """The numbers of those lines that are still there, in the words that were read."""
    words = {one.number: one.line.text for one in read}
    query = select(line.c.id, line.c.text).where(_in(key), line.c.id.in_(words))
    return {id_ for id_, text in connection.execute(query) if words[id_] == text}


def _theirs(connection: Connection, who: str, number: int) -> Select[tuple[int]]:
    found = find_person(connection, storable(who))
    return (
        select(memory.c.id)
        .select_from(_LEARNED)
        .where(account.c.person_id == found, memory.c.id == number)
    )


def _replace(connection: Connection, key: ChatKey, one: Memory) -> None:
    """Delete what *one* takes the place of: of the same person, and known in the same places."""
    found = find_person(connection, storable(key.who))
    same = and_(memory.c.kind == one.kind, memory.c.value == storable(one.value))
    tastes = {Kind.LIKE: Kind.DISLIKE, Kind.DISLIKE: Kind.LIKE}
    if one.kind in SINGLE:
        same = memory.c.kind == one.kind
    elif one.kind in tastes:
        other = memory.c.kind == tastes[one.kind]
        same = or_(same, and_(other, memory.c.value == storable(one.value)))
    where = line.c.chat_id == chat_id(storable_key(key)) if key.shared else chat.c.shared.is_(False)
    older = (
        select(memory.c.id).select_from(_LEARNED).where(account.c.person_id == found, same, where)
    )
    connection.execute(delete(memory).where(memory.c.id.in_(older)))


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

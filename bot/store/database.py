"""Conversations kept in a database."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Self

from sqlalchemy import delete, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.events import ChatKey
from bot.protocols import Acquaintance, Checkin, Correction, Line, Preferences, Reading
from bot.store import personal, schema, sqlite
from bot.store.address import address
from bot.store.deleting import delete_lines, unlearn
from bot.store.doors import DatabaseDoors
from bot.store.failures import explained
from bot.store.inbox import DatabaseInbox
from bot.store.longmemory import DatabaseLongMemory
from bot.store.people import chat_id, ensure_account, ensure_chats, find_person
from bot.store.rows import line_of, row_of
from bot.store.tables import account, chat, correction, inbox, line, person, summary
from bot.store.text import storable
from bot.store.upsert import upsert
from bot.store.writer import Writer

# Every line with the account that it belongs to.
_SPOKEN = line.join(chat).join(account)

# The last line from before a line's conversation began anew.
_BEGINNING = func.coalesce(
    select(chat.c.begins_after).where(chat.c.id == line.c.chat_id).scalar_subquery(), 0
)


class Database:
    """The store behind ``DATABASE_URL``; open while its block is.

    Opening creates or migrates the tables. It raises `ConfigError` if the database is not maum's
    or cannot be written, `StoreError` if it cannot be used now.
    """

    def __init__(self, url: str, *, busy_timeout: float = 5.0) -> None:
        """*busy_timeout*: seconds to wait while another program writes."""
        self._url = address(url)
        self._is_sqlite = self._url.get_backend_name() == "sqlite"
        self._busy_timeout = busy_timeout

    async def __aenter__(self) -> Self:
        # SQLite has one writer at a time; here they stand in line instead of polling its lock.
        self._turn = asyncio.Lock()
        async with AsyncExitStack() as stack:
            with explained():
                self._engine = self._new_engine()
                self._reads = self._engine.execution_options(**sqlite.READING)
                self._writes = self._engine.execution_options(**sqlite.WRITING)
                stack.push_async_callback(self._engine.dispose)
                await self._bring_up_to_date()
            self._writer = await stack.enter_async_context(Writer(self._keep))
            letters = DatabaseInbox(self._writing, dialect=self._url.get_backend_name())
            self._inbox = await stack.enter_async_context(letters)
            self._memory = DatabaseLongMemory(
                reading=self._reading, writing=self._writing, deleting=self._delete
            )
            self._doors = DatabaseDoors(reading=self._reading, writing=self._writing)
            self._open = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    @property
    def inbox(self) -> DatabaseInbox:
        return self._inbox

    @property
    def memory(self) -> DatabaseLongMemory:
        return self._memory

    @property
    def doors(self) -> DatabaseDoors:
        return self._doors

    async def history(self, key: ChatKey, /, *, limit: int) -> Sequence[Line]:
        newest = (
            select(line)
            .where(line.c.chat_id == chat_id(_storable(key)), line.c.id > _BEGINNING)
            .order_by(line.c.id.desc())
            .limit(max(limit, 0))
        )
        async with self._reading() as connection:
            return [line_of(row) for row in await connection.execute(newest)][::-1]

    async def append(self, chat: ChatKey, /, *lines: Line) -> None:
        if lines:
            await self._writer.put((_storable(chat), lines))

    async def begin_anew(self, key: ChatKey, /) -> None:
        last = select(func.max(line.c.id)).where(line.c.chat_id == chat.c.id).scalar_subquery()
        this = chat.c.id == chat_id(_storable(key))
        async with self._writing() as connection:
            await connection.execute(update(chat).where(this).values(begins_after=last))
            begun = select(chat.c.id).where(this).scalar_subquery()
            await connection.execute(delete(summary).where(summary.c.chat_id == begun))

    async def meet(self, chat: ChatKey, /) -> bool:
        if await self._has_met(chat):
            return False
        async with self._writing() as connection:
            met = await ensure_account(connection, _storable(chat))
            told = await connection.execute(
                update(person)
                .where(person.c.id == met.person_id, person.c.told_at.is_(None))
                .values(told_at=datetime.now(UTC))
            )
            return told.rowcount == 1

    async def _has_met(self, chat: ChatKey) -> bool:
        """Whether `meet` has nothing to write, and so waits for no other writer."""
        async with self._reading() as connection:
            found = await find_person(connection, storable(chat.who))
            told = select(person.c.told_at).where(person.c.id == found)
            return found is not None and await connection.scalar(told) is not None

    async def people(self) -> Sequence[Acquaintance]:
        last = func.coalesce(func.max(line.c.at), account.c.met_at)
        known = (
            select(
                account.c.messenger,
                account.c.external_id,
                func.count(line.c.id).filter(line.c.speaker == "user"),
                func.coalesce(func.min(line.c.at), account.c.met_at),
                last,
            )
            .outerjoin(chat, chat.c.account_id == account.c.id)
            .outerjoin(line, line.c.chat_id == chat.c.id)
            .group_by(account.c.id)
            .order_by(last.desc(), account.c.id)
        )
        async with self._reading() as connection:
            return [
                Acquaintance(who=f"{messenger}:{id_}", messages=messages, first=first, last=last)
                for messenger, id_, messages, first, last in await connection.execute(known)
            ]

    async def lines(self, who: str, /) -> Sequence[Line]:
        async with self._reading() as connection:
            found = await find_person(connection, storable(who))
            spoken = (
                select(line)
                .select_from(_SPOKEN)
                .where(account.c.person_id == found)
                .order_by(line.c.id)
            )
            return [line_of(row) for row in await connection.execute(spoken)]

    async def readings(self, who: str, /, *, since: datetime) -> Sequence[Reading]:
        async with self._reading() as connection:
            return await personal.readings(connection, storable(who), since)

    async def preferences(self, who: str, /) -> Preferences:
        async with self._reading() as connection:
            return await personal.preferences(connection, storable(who))

    async def prefer(self, chat: ChatKey, preferences: Preferences, /) -> None:
        async with self._writing() as connection:
            owner = await ensure_account(connection, _storable(chat))
            await personal.prefer(connection, owner.person_id, preferences)

    async def checkins(self) -> Sequence[Checkin]:
        async with self._reading() as connection:
            return await personal.checkins(connection)

    async def check_in(self, checkin: Checkin, /) -> None:
        async with self._writing() as connection:
            owner = await ensure_account(connection, _storable(checkin.chat))
            await personal.check_in(connection, owner.person_id, checkin)

    async def corrections(self, who: str, /, *, limit: int | None = None) -> Sequence[Correction]:
        async with self._reading() as connection:
            return await personal.corrections(connection, storable(who), limit)

    async def correct(self, chat: ChatKey, correction: Correction, /) -> None:
        async with self._writing() as connection:
            owner = await ensure_account(connection, _storable(chat))
            await personal.correct(connection, owner.person_id, correction)

    async def forget(self, who: str, /, *, since: datetime | None = None) -> int:
        async def work(connection: AsyncConnection) -> int:
            found = await find_person(connection, storable(who))
            await _forget_letters(connection, storable(who), found, since)
            if since is not None:
                return await personal.forget_since(connection, found, since)
            spoken = select(func.count()).select_from(_SPOKEN)
            count = await connection.scalar(spoken.where(account.c.person_id == found))
            await connection.execute(delete(person).where(person.c.id == found))
            return count or 0

        return await self._delete(work)

    async def expire(self, *, before: datetime) -> int:
        old = select(line.c.id).where(line.c.at < before).limit(1)
        async with self._reading() as connection:
            if await connection.scalar(old) is None:
                return 0

        async def work(connection: AsyncConnection) -> int:
            await connection.execute(delete(correction).where(correction.c.at < before))
            await connection.execute(delete(inbox).where(inbox.c.at < before))
            return await delete_lines(connection, line.c.at < before)

        return await self._delete(work)

    async def _delete(self, work: Callable[[AsyncConnection], Awaitable[int]]) -> int:
        """What *work* returns, after all that it deleted is gone from the files as well."""
        async with self._writing() as connection:
            count = await work(connection)
            if self._is_sqlite:
                await sqlite.owe_scrubbing(connection)
        if self._is_sqlite:
            with explained():
                async with self._turn:
                    await sqlite.scrub(self._engine)
        return count

    async def _keep(self, appended: Sequence[tuple[ChatKey, Sequence[Line]]]) -> None:
        async with self._writing() as connection:
            ids = await ensure_chats(connection, dict.fromkeys(key for key, _ in appended))
            rows = [row_of(ids[key], said) for key, lines in appended for said in lines]
            await unlearn(connection, rows)
            statement = upsert(connection.dialect.name, line)
            later = {name: statement.excluded[name] for name in ("text", "mood", "level", "at")}
            again = statement.on_conflict_do_update(
                index_elements=[line.c.chat_id, line.c.source], set_=later
            )
            await connection.execute(again, rows)

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        with explained():
            async with self._reads.connect() as connection:
                yield connection

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: committed when the block is left, undone when that raises."""
        with explained():
            async with self._turn, self._writes.begin() as connection:
                yield connection

    def _new_engine(self) -> AsyncEngine:
        if self._is_sqlite:
            return sqlite.new_engine(self._url, busy_timeout=self._busy_timeout)
        return create_async_engine(self._url, hide_parameters=True)

    async def _bring_up_to_date(self) -> None:
        async with self._engine.connect() as connection:
            current = await connection.run_sync(schema.is_current)
        if not current:
            migrating = self._engine.execution_options(**sqlite.MIGRATING)
            async with migrating.begin() as connection:
                await connection.run_sync(schema.bring_up_to_date)
            await self._engine.dispose()
        if self._is_sqlite:
            await sqlite.settle(self._engine, busy_timeout=self._busy_timeout)


async def _forget_letters(
    connection: AsyncConnection, who: str, person_id: int | None, since: datetime | None
) -> None:
    """Delete what waits of the person on any messenger, known or not, from *since* on."""
    messenger, _, external_id = who.partition(":")
    names = select(account.c.messenger, account.c.external_id).where(
        account.c.person_id == person_id
    )
    place = tuple_(inbox.c.messenger, inbox.c.person)
    theirs = or_(place.in_(names), place == tuple_(messenger, external_id))
    if since is not None:
        theirs &= inbox.c.at >= since
    await connection.execute(delete(inbox).where(theirs))


def _storable(key: ChatKey) -> ChatKey:
    return replace(key, chat=storable(key.chat), person=storable(key.person))

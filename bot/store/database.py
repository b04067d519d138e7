"""Conversations kept in a database."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Self

from sqlalchemy import (
    Connection,
    Engine,
    Executable,
    bindparam,
    delete,
    func,
    or_,
    select,
    tuple_,
    update,
)

from bot.events import ChatKey
from bot.protocols import Acquaintance, Background, Checkin, Correction, Line, Preferences, Reading
from bot.store import personal, schema, sqlite
from bot.store.address import address
from bot.store.deleting import delete_lines, unlearn
from bot.store.doors import DatabaseDoors
from bot.store.failures import explained
from bot.store.inbox import DatabaseInbox
from bot.store.longmemory import DatabaseLongMemory
from bot.store.people import CHAT, chat_id, ensure_account, ensure_chats, find_person, named
from bot.store.rows import line_of, row_of
from bot.store.tables import account, chat, correction, inbox, line, person, summary
from bot.store.text import storable, storable_key
from bot.store.threads import READERS, Threads
from bot.store.upsert import upsert
from bot.store.writer import Kept, Put, Writer, keep

# Every line with the account that it belongs to.
_SPOKEN = line.join(chat).join(account)

# The last line from before a line's conversation began anew.
_BEGINNING = func.coalesce(
    select(chat.c.begins_after).where(chat.c.id == line.c.chat_id).scalar_subquery(), 0
)

# What is asked with every message is put together once.
_HISTORY = (
    select(line)
    .where(line.c.chat_id == CHAT, line.c.id > _BEGINNING)
    .order_by(line.c.id.desc())
    .limit(bindparam("limit"))
)
_LINE = select(line).where(line.c.chat_id == CHAT, line.c.source == bindparam("source"))


class Database:
    """The store behind ``DATABASE_URL``; open while its block is.

    Opening creates or migrates the tables. It raises `ConfigError` if the database is not maum's
    or cannot be written, `StoreError` if it cannot be used now.
    """

    def __init__(self, url: str, *, busy_timeout: float = 5.0, patience: float = 5.0) -> None:
        """*busy_timeout*: seconds to wait while another program writes; *patience*: those that a
        server which hangs may hold up the end."""
        self._url = address(url)
        self._is_sqlite = self._url.get_backend_name() == "sqlite"
        self._busy_timeout = busy_timeout
        self._patience = patience
        self._cut: Callable[[], None] = lambda: None  # a file answers in the end

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            with explained():
                engine = self._new_engine()
            threads = Threads(engine, reading=sqlite.READING, writing=sqlite.WRITING)
            stack.push_async_callback(threads.close)
            await threads.alone(lambda: self._bring_up_to_date(engine))
            self._threads = threads
            writer = Writer[Kept](lambda batch: threads.write(keep, batch))
            await stack.enter_async_context(writer)
            self._put: Put = writer.put
            self._inbox = DatabaseInbox(
                writing=threads.write, putting=writer.put, dialect=self._url.get_backend_name()
            )
            self._memory = DatabaseLongMemory(
                reading=threads.read, writing=threads.write, deleting=self._delete
            )
            self._doors = DatabaseDoors(reading=threads.read, writing=threads.write)
            self._open = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        cutting = asyncio.get_running_loop().call_later(self._patience, self._cut)
        try:
            await self._open.aclose()
        finally:
            cutting.cancel()

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
        return await self._threads.read(_history, key, limit)

    async def background(self, chat: ChatKey, /, *, lines: int, corrections: int) -> Background:
        def work(connection: Connection) -> Background:
            who = storable(chat.who)
            return Background(
                history=_history(connection, chat, lines),
                preferences=personal.preferences(connection, who),
                corrections=personal.corrections(connection, who, corrections),
                zone=personal.zone(connection, who),
            )

        return await self._threads.read(work)

    async def line(self, key: ChatKey, source: str, /) -> Line | None:
        def work(connection: Connection) -> Line | None:
            given = {**named(key), "source": storable(source)}
            row = connection.execute(_LINE, given).one_or_none()
            return line_of(row) if row else None

        return await self._threads.read(work)

    async def append(self, chat: ChatKey, /, *lines: Line) -> None:
        if lines:
            await self._put((_keep, (storable_key(chat), lines)))

    async def begin_anew(self, key: ChatKey, /) -> None:
        last = select(func.max(line.c.id)).where(line.c.chat_id == chat.c.id).scalar_subquery()
        this = chat.c.id == chat_id(storable_key(key))

        def work(connection: Connection) -> None:
            connection.execute(update(chat).where(this).values(begins_after=last))
            begun = select(chat.c.id).where(this).scalar_subquery()
            connection.execute(delete(summary).where(summary.c.chat_id == begun))

        await self._threads.write(work)

    async def meet(self, chat: ChatKey, /) -> bool:
        if await self._has_met(chat):
            return False

        def work(connection: Connection) -> bool:
            met = ensure_account(connection, storable_key(chat))
            told = connection.execute(
                update(person)
                .where(person.c.id == met.person_id, person.c.told_at.is_(None))
                .values(told_at=datetime.now(UTC))
            )
            return told.rowcount == 1

        return await self._threads.write(work)

    async def _has_met(self, chat: ChatKey) -> bool:
        """Whether `meet` has nothing to write, and so waits for no other writer."""

        def work(connection: Connection) -> bool:
            found = find_person(connection, storable(chat.who))
            told = select(person.c.told_at).where(person.c.id == found)
            return found is not None and connection.scalar(told) is not None

        return await self._threads.read(work)

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

        def work(connection: Connection) -> Sequence[Acquaintance]:
            return [
                Acquaintance(who=f"{messenger}:{id_}", messages=messages, first=first, last=last)
                for messenger, id_, messages, first, last in connection.execute(known)
            ]

        return await self._threads.read(work)

    async def lines(self, who: str, /) -> Sequence[Line]:
        def work(connection: Connection) -> Sequence[Line]:
            found = find_person(connection, storable(who))
            spoken = (
                select(line, chat.c.shared)
                .select_from(_SPOKEN)
                .where(account.c.person_id == found)
                .order_by(line.c.id)
            )
            rows = connection.execute(spoken)
            return [replace(line_of(row), shared=row.shared) for row in rows]

        return await self._threads.read(work)

    async def readings(self, who: str, /, *, since: datetime) -> Sequence[Reading]:
        return await self._threads.read(personal.readings, storable(who), since)

    async def preferences(self, who: str, /) -> Preferences:
        return await self._threads.read(personal.preferences, storable(who))

    async def prefer(self, chat: ChatKey, preferences: Preferences, /) -> None:
        def work(connection: Connection) -> None:
            owner = ensure_account(connection, storable_key(chat))
            personal.prefer(connection, owner.person_id, preferences)

        await self._threads.write(work)

    async def checkins(self) -> Sequence[Checkin]:
        return await self._threads.read(personal.checkins)

    async def check_in(self, checkin: Checkin, /) -> None:
        def work(connection: Connection) -> None:
            owner = ensure_account(connection, storable_key(checkin.chat))
            personal.check_in(connection, owner.person_id, checkin)

        await self._threads.write(work)

    async def corrections(self, who: str, /, *, limit: int | None = None) -> Sequence[Correction]:
        return await self._threads.read(personal.corrections, storable(who), limit)

    async def correct(self, chat: ChatKey, correction: Correction, /) -> None:
        def work(connection: Connection) -> None:
            owner = ensure_account(connection, storable_key(chat))
            personal.correct(connection, owner.person_id, correction)

        await self._threads.write(work)

    async def forget(self, who: str, /, *, since: datetime | None = None) -> int:
        def work(connection: Connection) -> int:
            found = find_person(connection, storable(who))
            _forget_letters(connection, storable(who), found, since)
            if since is not None:
                return personal.forget_since(connection, found, since)
            spoken = select(func.count()).select_from(_SPOKEN)
            count = connection.scalar(spoken.where(account.c.person_id == found))
            connection.execute(delete(person).where(person.c.id == found))
            return count or 0

        return await self._delete(work)

    async def expire(self, *, before: datetime) -> int:
        waiting = inbox.c.content.is_not(None)
        old = [
            select(line.c.id).where(line.c.at < before),
            select(correction.c.id).where(correction.c.at < before),
            select(inbox.c.id).where(inbox.c.at < before, waiting),
        ]

        def is_there(connection: Connection) -> bool:
            return any(connection.scalar(one.limit(1)) is not None for one in old)

        if not await self._threads.read(is_there):
            return 0

        def work(connection: Connection) -> int:
            connection.execute(delete(correction).where(correction.c.at < before))
            connection.execute(delete(inbox).where(inbox.c.at < before))
            return delete_lines(connection, line.c.at < before)

        return await self._delete(work)

    async def _delete(self, work: Callable[[Connection], int]) -> int:
        """What *work* returns, after all that it deleted is gone from the files as well."""

        def delete_and_owe(connection: Connection) -> int:
            count = work(connection)
            if self._is_sqlite:
                sqlite.owe_scrubbing(connection)
            return count

        count = await self._threads.write(delete_and_owe)
        if self._is_sqlite:
            await self._threads.alone(lambda: sqlite.scrub(self._threads.engine))
        return count

    def _new_engine(self) -> Engine:
        if self._is_sqlite:
            return sqlite.new_engine(
                self._url, busy_timeout=self._busy_timeout, connections=READERS + 1
            )
        from bot.store.postgresql import Server  # its driver is an extra

        server = Server(self._url, connections=READERS + 1)
        self._cut = server.cut
        return server.engine

    def _bring_up_to_date(self, engine: Engine) -> None:
        with engine.connect() as connection:
            current = schema.is_current(connection)
        if not current:
            with engine.execution_options(**sqlite.MIGRATING).begin() as connection:
                schema.bring_up_to_date(connection)
            engine.dispose()
        if self._is_sqlite:
            sqlite.settle(engine, busy_timeout=self._busy_timeout)


def _history(connection: Connection, key: ChatKey, limit: int) -> Sequence[Line]:
    rows = connection.execute(_HISTORY, {**named(key), "limit": max(limit, 0)})
    return [line_of(row) for row in rows][::-1]


def _keep(connection: Connection, appended: Sequence[tuple[ChatKey, Sequence[Line]]]) -> None:
    ids = ensure_chats(connection, dict.fromkeys(key for key, _ in appended))
    rows = [row_of(ids[key], said) for key, lines in appended for said in lines]
    unlearn(connection, rows)
    connection.execute(_keeping(connection.dialect.name), rows)


@cache
def _keeping(dialect: str) -> Executable:
    """Inserts lines; one that is told again takes its first place."""
    statement = upsert(dialect, line)
    later = {name: statement.excluded[name] for name in ("text", "mood", "level", "at")}
    return statement.on_conflict_do_update(
        index_elements=[line.c.chat_id, line.c.source], set_=later
    )


def _forget_letters(
    connection: Connection, who: str, person_id: int | None, since: datetime | None
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
    connection.execute(delete(inbox).where(theirs))

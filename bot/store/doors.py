"""Accounts of one person on several messengers, in the database."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple, TypeAlias

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.events import ChatKey
from bot.store import personal
from bot.store.people import ensure_account, ensure_chats, find_person
from bot.store.tables import account, chat, checkin, correction, line, link_code, person, summary
from bot.store.text import storable

Transaction: TypeAlias = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


class _Place(NamedTuple):
    """A conversation, and whose it is."""

    chat: int
    person: int


class DatabaseDoors:
    """A `Doors` in the tables of a `Database`. Codes are kept as their digests."""

    def __init__(self, *, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    async def offer(self, key: ChatKey, code: str, /, *, expires: datetime) -> None:
        async with self._writing() as connection:
            place = await _place(connection, key)
            await connection.execute(delete(link_code).where(link_code.c.chat_id == place.chat))
            values = {"digest": _digest(code), "chat_id": place.chat, "expires_at": expires}
            await connection.execute(insert(link_code).values(values))

    async def open(self, key: ChatKey, code: str, /) -> Sequence[str]:
        async with self._writing() as connection:
            offered = await _offered(connection, code)
            here = await _place(connection, key)
            if offered is None or offered.person == here.person:
                return []
            await connection.execute(delete(link_code).where(link_code.c.digest == _digest(code)))
            await _join_chats(connection, here.chat, offered.chat)
            await _join_people(connection, here.person, offered.person)
            return await _accounts(connection, offered.person)

    async def close(self, key: ChatKey, /) -> bool:
        async with self._writing() as connection:
            leaving = await ensure_account(connection, _storable(key))
            if len(await _accounts(connection, leaving.person_id)) < 2:
                return False
            chosen = await personal.preferences(connection, storable(key.who))
            told = await connection.scalar(
                select(person.c.told_at).where(person.c.id == leaving.person_id)
            )
            made = await connection.execute(insert(person).values(told_at=told))
            assert made.inserted_primary_key is not None
            new = int(made.inserted_primary_key[0])
            await personal.prefer(connection, new, chosen)
            await _move_out(connection, leaving.id)
            there = (checkin.c.messenger == key.messenger) & (checkin.c.account == key.person)
            await connection.execute(update(checkin).where(there).values(person_id=new))
            await connection.execute(
                update(account).where(account.c.id == leaving.id).values(person_id=new)
            )
            return True

    async def known(self, who: str, /) -> Sequence[str]:
        async with self._reading() as connection:
            found = await find_person(connection, storable(who))
            return await _accounts(connection, found) if found is not None else []


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()


def _storable(key: ChatKey) -> ChatKey:
    return replace(key, chat=storable(key.chat), person=storable(key.person))


async def _place(connection: AsyncConnection, key: ChatKey) -> _Place:
    key = _storable(key)
    chats = await ensure_chats(connection, [key])
    owner = await ensure_account(connection, key)
    return _Place(chats[key], owner.person_id)


async def _offered(connection: AsyncConnection, code: str) -> _Place | None:
    now = datetime.now(UTC)
    await connection.execute(delete(link_code).where(link_code.c.expires_at <= now))
    query = (
        select(chat.c.id, account.c.person_id)
        .select_from(link_code)
        .join(chat)
        .join(account)
        .where(link_code.c.digest == _digest(code))
    )
    row = (await connection.execute(query)).one_or_none()
    return _Place(*row) if row else None


async def _accounts(connection: AsyncConnection, person_id: int) -> Sequence[str]:
    query = (
        select(account.c.messenger, account.c.external_id)
        .where(account.c.person_id == person_id)
        .order_by(account.c.id)
    )
    return [f"{messenger}:{id_}" for messenger, id_ in await connection.execute(query)]


async def _join_chats(connection: AsyncConnection, one: int, other: int) -> None:
    """Let the conversation *one* be another door to *other*, with all its lines."""
    theirs = select(line.c.source).where(line.c.chat_id == other, line.c.source.is_not(None))
    # The ids of two messengers may be alike; only those of the other door's lines are kept then.
    alike = (line.c.chat_id == one) & line.c.source.in_(theirs)
    await connection.execute(update(line).where(alike).values(source=None))
    await _move(connection, one, other)
    doors = (chat.c.id == one) | (chat.c.joined == one)
    await connection.execute(update(chat).where(doors).values(joined=other))


async def _move(connection: AsyncConnection, one: int, other: int) -> None:
    """Let the lines of *one* be those of *other*.

    All before the last line that was read counts as read: nobody learns again what was removed.
    """
    read = select(func.max(chat.c.read_until)).where(chat.c.id.in_([one, other]))
    until = (await connection.scalar(read)) or 0
    await connection.execute(delete(summary).where(summary.c.chat_id.in_([one, other])))
    await connection.execute(update(line).where(line.c.chat_id == one).values(chat_id=other))
    await connection.execute(update(chat).where(chat.c.id == other).values(read_until=until))


async def _join_people(connection: AsyncConnection, one: int, other: int) -> None:
    """Let everything of *one* be that of *other*; where both chose something, *other*'s counts."""
    columns = (person.c.told_at, person.c.speaking, person.c.persona, person.c.remembering)
    rows = {
        row.id: row
        for row in await connection.execute(
            select(person.c.id, *columns).where(person.c.id.in_([one, other]))
        )
    }
    mine, theirs = rows[one], rows[other]
    values = {
        "told_at": theirs.told_at or mine.told_at,
        "speaking": theirs.speaking or mine.speaking,
        "persona": theirs.persona or mine.persona,
        "remembering": theirs.remembering and mine.remembering,
    }
    await connection.execute(update(person).where(person.c.id == other).values(values))
    for table in (account, correction):
        await connection.execute(
            update(table).where(table.c.person_id == one).values(person_id=other)
        )
    if await connection.scalar(select(checkin.c.hours).where(checkin.c.person_id == other)) is None:
        await connection.execute(
            update(checkin).where(checkin.c.person_id == one).values(person_id=other)
        )
    await connection.execute(delete(person).where(person.c.id == one))


async def _move_out(connection: AsyncConnection, account_id: int) -> None:
    """Part the conversations of the account from those of the person's others, to whom they stay."""
    own = select(chat.c.id).where(chat.c.account_id == account_id)
    for home in list(await connection.scalars(own)):
        others = select(chat.c.id).where(chat.c.joined == home, chat.c.account_id != account_id)
        heirs = list(await connection.scalars(others.order_by(chat.c.id)))
        if heirs:
            await connection.execute(
                update(chat).where(chat.c.joined == home).values(joined=heirs[0])
            )
            await connection.execute(update(chat).where(chat.c.id == heirs[0]).values(joined=None))
            await _move(connection, home, heirs[0])
    await connection.execute(
        update(chat).where(chat.c.account_id == account_id).values(joined=None)
    )

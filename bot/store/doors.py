"""Accounts of one person on several messengers, in the database."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.events import ChatKey
from bot.store import personal
from bot.store.people import ensure_account, ensure_chats, find_person
from bot.store.tables import account, chat, checkin, correction, line, link_code, person, summary
from bot.store.text import storable, storable_key
from bot.store.threads import Run


class _Place(NamedTuple):
    """A conversation, and whose it is."""

    chat: int
    person: int


class DatabaseDoors:
    """A `Doors` in the tables of a `Database`. Codes are kept as their digests."""

    def __init__(self, *, reading: Run, writing: Run) -> None:
        self._reading = reading
        self._writing = writing

    async def offer(self, key: ChatKey, code: str, /, *, expires: datetime) -> None:
        def work(connection: Connection) -> None:
            place = _place(connection, key)
            connection.execute(delete(link_code).where(link_code.c.chat_id == place.chat))
            values = {"digest": _digest(code), "chat_id": place.chat, "expires_at": expires}
            connection.execute(insert(link_code).values(values))

        await self._writing(work)

    async def open(self, key: ChatKey, code: str, /) -> Sequence[str]:
        def work(connection: Connection) -> Sequence[str]:
            offered = _offered(connection, code)
            here = _place(connection, key)
            if offered is None or offered.person == here.person:
                return []
            connection.execute(delete(link_code).where(link_code.c.digest == _digest(code)))
            _join_chats(connection, here.chat, offered.chat)
            _join_people(connection, here.person, offered.person)
            return _accounts(connection, offered.person)

        return await self._writing(work)

    async def close(self, key: ChatKey, /) -> bool:
        def work(connection: Connection) -> bool:
            leaving = ensure_account(connection, storable_key(key))
            if len(_accounts(connection, leaving.person_id)) < 2:
                return False
            chosen = personal.preferences(connection, storable(key.who))
            told = connection.scalar(
                select(person.c.told_at).where(person.c.id == leaving.person_id)
            )
            made = connection.execute(insert(person).values(told_at=told))
            assert made.inserted_primary_key is not None
            new = int(made.inserted_primary_key[0])
            personal.prefer(connection, new, chosen)
            _move_out(connection, leaving.id)
            there = (checkin.c.messenger == key.messenger) & (checkin.c.account == key.person)
            connection.execute(update(checkin).where(there).values(person_id=new))
            connection.execute(
                update(account).where(account.c.id == leaving.id).values(person_id=new)
            )
            return True

        return await self._writing(work)

    async def known(self, who: str, /) -> Sequence[str]:
        def work(connection: Connection) -> Sequence[str]:
            found = find_person(connection, storable(who))
            return _accounts(connection, found) if found is not None else []

        return await self._reading(work)


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()


def _place(connection: Connection, key: ChatKey) -> _Place:
    key = storable_key(key)
    chats = ensure_chats(connection, [key])
    owner = ensure_account(connection, key)
    return _Place(chats[key], owner.person_id)


def _offered(connection: Connection, code: str) -> _Place | None:
    now = datetime.now(UTC)
    connection.execute(delete(link_code).where(link_code.c.expires_at <= now))
    query = (
        select(chat.c.id, account.c.person_id)
        .select_from(link_code)
        .join(chat)
        .join(account)
        .where(link_code.c.digest == _digest(code))
    )
    row = connection.execute(query).one_or_none()
    return _Place(*row) if row else None


def _accounts(connection: Connection, person_id: int) -> Sequence[str]:
    query = (
        select(account.c.messenger, account.c.external_id)
        .where(account.c.person_id == person_id)
        .order_by(account.c.id)
    )
    return [f"{messenger}:{id_}" for messenger, id_ in connection.execute(query)]


def _join_chats(connection: Connection, one: int, other: int) -> None:
    """Let the conversation *one* be another door to *other*, with all its lines."""
    theirs = select(line.c.source).where(line.c.chat_id == other, line.c.source.is_not(None))
    # The ids of two messengers may be alike; only those of the other door's lines are kept then.
    alike = (line.c.chat_id == one) & line.c.source.in_(theirs)
    connection.execute(update(line).where(alike).values(source=None))
    _move(connection, one, other)
    doors = (chat.c.id == one) | (chat.c.joined == one)
    connection.execute(update(chat).where(doors).values(joined=other))


def _move(connection: Connection, one: int, other: int) -> None:
    """Let the lines of *one* be those of *other*.

    All before the last line that was read counts as read: nobody learns again what was removed.
    """
    read = select(func.max(chat.c.read_until)).where(chat.c.id.in_([one, other]))
    until = (connection.scalar(read)) or 0
    connection.execute(delete(summary).where(summary.c.chat_id.in_([one, other])))
    connection.execute(update(line).where(line.c.chat_id == one).values(chat_id=other))
    connection.execute(update(chat).where(chat.c.id == other).values(read_until=until))


def _join_people(connection: Connection, one: int, other: int) -> None:
    """Let everything of *one* be that of *other*; where both chose something, *other*'s counts."""
    columns = (person.c.told_at, person.c.speaking, person.c.persona, person.c.remembering)
    rows = {
        row.id: row
        for row in connection.execute(
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
    connection.execute(update(person).where(person.c.id == other).values(values))
    for table in (account, correction):
        connection.execute(update(table).where(table.c.person_id == one).values(person_id=other))
    if connection.scalar(select(checkin.c.hours).where(checkin.c.person_id == other)) is None:
        connection.execute(
            update(checkin).where(checkin.c.person_id == one).values(person_id=other)
        )
    connection.execute(delete(person).where(person.c.id == one))


def _move_out(connection: Connection, account_id: int) -> None:
    """Part the conversations of the account from those of the person's others, to whom they stay."""
    own = select(chat.c.id).where(chat.c.account_id == account_id)
    for home in list(connection.scalars(own)):
        others = select(chat.c.id).where(chat.c.joined == home, chat.c.account_id != account_id)
        heirs = list(connection.scalars(others.order_by(chat.c.id)))
        if heirs:
            connection.execute(update(chat).where(chat.c.joined == home).values(joined=heirs[0]))
            connection.execute(update(chat).where(chat.c.id == heirs[0]).values(joined=None))
            _move(connection, home, heirs[0])
    connection.execute(update(chat).where(chat.c.account_id == account_id).values(joined=None))

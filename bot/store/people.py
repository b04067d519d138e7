"""Finding people and their conversations, and making room for new ones."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import ScalarSelect, Table, func, insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.events import ChatKey
from bot.store.tables import account, chat, person

# Where the lines of a conversation are.
_HOME = func.coalesce(chat.c.joined, chat.c.id)


class Account(NamedTuple):
    """A row of the table."""

    id: int
    person_id: int


def chat_id(key: ChatKey) -> ScalarSelect[int]:
    """The id of the conversation, as part of a query."""
    return (
        select(_HOME)
        .select_from(chat)
        .join(account)
        .where(
            account.c.messenger == key.messenger,
            account.c.external_id == key.person,
            chat.c.external_id == key.chat,
        )
        .scalar_subquery()
    )


async def find_person(connection: AsyncConnection, who: str, /) -> int | None:
    """The id of the person whom ``messenger:id`` names."""
    messenger, _, external_id = who.partition(":")
    return await connection.scalar(
        select(account.c.person_id).where(
            account.c.messenger == messenger, account.c.external_id == external_id
        )
    )


async def ensure_chats(
    connection: AsyncConnection, keys: Collection[ChatKey], /
) -> dict[ChatKey, int]:
    """The ids of the conversations; those that are not there yet are made."""
    place = (account.c.messenger, account.c.external_id, chat.c.external_id)
    wanted = [(key.messenger, key.person, key.chat) for key in keys]
    rows = await connection.execute(
        select(_HOME, *place).select_from(chat).join(account).where(tuple_(*place).in_(wanted))
    )
    ids = {
        ChatKey(messenger=messenger, person=person, chat=name): id_
        for id_, messenger, person, name in rows
    }
    for key in keys:
        if key not in ids:
            ids[key] = await _new_chat(connection, key)
    return ids


async def ensure_account(connection: AsyncConnection, key: ChatKey, /) -> Account:
    """The account of the person of *key*; made, with the person, if it is not there yet."""
    rows = await connection.execute(
        select(account.c.id, account.c.person_id).where(
            account.c.messenger == key.messenger, account.c.external_id == key.person
        )
    )
    if row := rows.one_or_none():
        return Account(*row)
    return await _new_account(connection, key)


async def _new_chat(connection: AsyncConnection, key: ChatKey) -> int:
    owner = await ensure_account(connection, key)
    return await _insert(
        connection, chat, account_id=owner.id, external_id=key.chat, shared=key.shared
    )


async def _new_account(connection: AsyncConnection, key: ChatKey) -> Account:
    person_id = await _insert(connection, person)
    account_id = await _insert(
        connection,
        account,
        person_id=person_id,
        messenger=key.messenger,
        external_id=key.person,
        met_at=datetime.now(UTC),
    )
    return Account(account_id, person_id)


async def _insert(connection: AsyncConnection, table: Table, /, **values: object) -> int:
    result = await connection.execute(insert(table).values(**values))
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])

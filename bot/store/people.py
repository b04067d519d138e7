"""Finding people and their conversations, and making room for new ones."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import NamedTuple, TypeAlias

from sqlalchemy import (
    BindParameter,
    Connection,
    ScalarSelect,
    Table,
    bindparam,
    func,
    insert,
    select,
)

from bot.events import ChatKey
from bot.store.tables import account, chat, person
from bot.store.text import storable

_Name: TypeAlias = str | BindParameter[str]

# Where the lines of a conversation are.
_HOME = func.coalesce(chat.c.joined, chat.c.id)


class Account(NamedTuple):
    """A row of the table."""

    id: int
    person_id: int


def _chat(messenger: _Name, person: _Name, name: _Name) -> ScalarSelect[int]:
    return (
        select(_HOME)
        .select_from(chat)
        .join(account)
        .where(
            account.c.messenger == messenger,
            account.c.external_id == person,
            chat.c.external_id == name,
        )
        .scalar_subquery()
    )


CHAT = _chat(bindparam("messenger"), bindparam("person"), bindparam("chat"))
"""The id of the conversation that the parameters `named` name, as part of a query."""

_ACCOUNT = select(account.c.id, account.c.person_id).where(
    account.c.messenger == bindparam("messenger"), account.c.external_id == bindparam("person")
)
# Asked with lists and not with triples, for which SQLite would look at everybody: some more are found.
_CHATS = (
    select(_HOME, account.c.messenger, account.c.external_id, chat.c.external_id)
    .select_from(chat)
    .join(account)
    .where(
        account.c.messenger.in_(bindparam("messengers", expanding=True)),
        account.c.external_id.in_(bindparam("people", expanding=True)),
        chat.c.external_id.in_(bindparam("names", expanding=True)),
    )
)


def named(key: ChatKey) -> dict[str, str]:
    """The parameters that name the conversation *key*."""
    return {
        "messenger": key.messenger,
        "person": storable(key.person),
        "chat": storable(key.chat),
    }


def chat_id(key: ChatKey) -> ScalarSelect[int]:
    """The id of the conversation, as part of a query."""
    return _chat(key.messenger, key.person, key.chat)


def find_person(connection: Connection, who: str, /) -> int | None:
    """The id of the person whom ``messenger:id`` names."""
    messenger, _, external_id = who.partition(":")
    row = connection.execute(
        _ACCOUNT, {"messenger": messenger, "person": external_id}
    ).one_or_none()
    return row and row.person_id


def ensure_chats(connection: Connection, keys: Collection[ChatKey], /) -> dict[ChatKey, int]:
    """The ids of the conversations, among others; those that are not there yet are made."""
    wanted = {
        "messengers": list({key.messenger for key in keys}),
        "people": list({key.person for key in keys}),
        "names": list({key.chat for key in keys}),
    }
    rows = connection.execute(_CHATS, wanted)
    ids = {
        ChatKey(messenger=messenger, person=person, chat=name): id_
        for id_, messenger, person, name in rows
    }
    for key in keys:
        if key not in ids:
            ids[key] = _new_chat(connection, key)
    return ids


def ensure_account(connection: Connection, key: ChatKey, /) -> Account:
    """The account of the person of *key*; made, with the person, if it is not there yet."""
    rows = connection.execute(_ACCOUNT, {"messenger": key.messenger, "person": key.person})
    if row := rows.one_or_none():
        return Account(*row)
    return _new_account(connection, key)


def _new_chat(connection: Connection, key: ChatKey) -> int:
    owner = ensure_account(connection, key)
    return _insert(connection, chat, account_id=owner.id, external_id=key.chat, shared=key.shared)


def _new_account(connection: Connection, key: ChatKey) -> Account:
    person_id = _insert(connection, person)
    account_id = _insert(
        connection,
        account,
        person_id=person_id,
        messenger=key.messenger,
        external_id=key.person,
        met_at=datetime.now(UTC),
    )
    return Account(account_id, person_id)


def _insert(connection: Connection, table: Table, /, **values: object) -> int:
    result = connection.execute(insert(table), values)
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])

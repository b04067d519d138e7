"""What a person chose and corrected, and the moods that were read in their words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    ScalarSelect,
    Select,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from bot.events import ChatKey, Level
from bot.protocols import Checkin, Correction, Preferences, Reading, Speaking
from bot.store.deleting import delete_lines
from bot.store.tables import account, chat, checkin, correction, line, person
from bot.store.text import storable
from config.moods import Mood

# What is asked with every message is put together once.
_PERSON = (
    select(account.c.person_id)
    .where(
        account.c.messenger == bindparam("messenger"),
        account.c.external_id == bindparam("external_id"),
    )
    .scalar_subquery()
)
_PREFERENCES = select(person.c.speaking, person.c.remembering, person.c.persona).where(
    person.c.id == _PERSON
)
_CORRECTIONS = (
    select(correction)
    .where(correction.c.person_id == _PERSON)
    .order_by(correction.c.id.desc())
    .limit(bindparam("limit"))
)
_ZONE = select(checkin.c.zone).where(checkin.c.person_id == _PERSON)
_ALL = 2**31 - 1


def preferences(connection: Connection, who: str, /) -> Preferences:
    """What *who* chose."""
    rows = connection.execute(_PREFERENCES, _named(who))
    if (row := rows.one_or_none()) is None:
        return Preferences()
    return Preferences(
        speaking=Speaking(row.speaking) if row.speaking else None,
        remembering=row.remembering,
        persona=row.persona,
    )


def prefer(connection: Connection, person_id: int, chosen: Preferences, /) -> None:
    """Keep what the person chose."""
    values = {
        "speaking": chosen.speaking,
        "remembering": chosen.remembering,
        "persona": chosen.persona,
    }
    connection.execute(update(person).where(person.c.id == person_id).values(values))


def checkins(connection: Connection, /) -> Sequence[Checkin]:
    """All that people asked for."""
    return [
        Checkin(
            chat=ChatKey(messenger=row.messenger, chat=row.chat, person=row.account),
            hours=tuple(map(int, row.hours.split(","))),
            language=row.language,
            last=row.last,
            zone=row.zone,
        )
        for row in connection.execute(select(checkin).order_by(checkin.c.person_id))
    ]


def zone(connection: Connection, who: str, /) -> str:
    """Where the clock of *who* stands, as far as they told it."""
    return connection.scalar(_ZONE, _named(who)) or ""


def check_in(connection: Connection, person_id: int, wanted: Checkin, /) -> None:
    """Keep *wanted* in place of what the person asked for before."""
    connection.execute(delete(checkin).where(checkin.c.person_id == person_id))
    if wanted.hours:
        values = {
            "person_id": person_id,
            "messenger": wanted.chat.messenger,
            "chat": storable(wanted.chat.chat),
            "account": storable(wanted.chat.person),
            "hours": ",".join(map(str, wanted.hours)),
            "language": wanted.language,
            "last": wanted.last,
            "zone": wanted.zone,
        }
        connection.execute(insert(checkin).values(values))


def readings(connection: Connection, who: str, since: datetime, /) -> Sequence[Reading]:
    """The moods of *who* from *since* on, oldest first."""
    query = (
        select(line.c.at, line.c.mood)
        .where(
            line.c.chat_id.in_(_chats(_PERSON)),
            line.c.speaker == "user",
            line.c.mood.is_not(None),
            line.c.level == Level.NONE,
            line.c.at >= since,
        )
        .order_by(line.c.id)
    )
    rows = connection.execute(query, _named(who))
    return [Reading(at=row.at, mood=Mood(row.mood)) for row in rows]


def corrections(connection: Connection, who: str, limit: int | None, /) -> Sequence[Correction]:
    """The newest *limit* corrections of *who*, newest first."""
    given = {**_named(who), "limit": _ALL if limit is None else limit}
    return [_correction(row) for row in connection.execute(_CORRECTIONS, given)]


def correct(connection: Connection, person_id: int, made: Correction, /) -> None:
    """Keep *made*, and give its mood to the newest line that it is about."""
    text = storable(made.text)
    values = {"person_id": person_id, "text": text, "read": made.read, "meant": made.meant}
    connection.execute(insert(correction).values(**values, at=made.at))
    newest = (
        select(line.c.id)
        .where(
            line.c.chat_id.in_(_chats(person_id)),
            line.c.speaker == "user",
            line.c.text == text,
            line.c.level == Level.NONE,
        )
        .order_by(line.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    connection.execute(update(line).where(line.c.id == newest).values(mood=made.meant))


def forget_since(connection: Connection, person_id: int | None, since: datetime, /) -> int:
    """Delete what the person said and corrected from *since* on; how many lines there were."""
    recent = (correction.c.person_id == person_id) & (correction.c.at >= since)
    connection.execute(delete(correction).where(recent))
    theirs = line.c.chat_id.in_(_chats(person_id)) & (line.c.at >= since)
    return delete_lines(connection, theirs)


def _named(who: str) -> dict[str, str]:
    messenger, _, external_id = who.partition(":")
    return {"messenger": messenger, "external_id": external_id}


def _chats(person_id: int | ScalarSelect[int] | None) -> Select[tuple[int]]:
    return select(chat.c.id).join(account).where(account.c.person_id == person_id)


def _correction(row: Row[Any]) -> Correction:
    return Correction(text=row.text, read=Mood(row.read), meant=Mood(row.meant), at=row.at)

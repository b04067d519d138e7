"""What a person chose and corrected, and the moods that were read in their words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

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
    select(correction).where(correction.c.person_id == _PERSON).order_by(correction.c.id.desc())
)


async def preferences(connection: AsyncConnection, who: str, /) -> Preferences:
    """What *who* chose."""
    rows = await connection.execute(_PREFERENCES, _named(who))
    if (row := rows.one_or_none()) is None:
        return Preferences()
    return Preferences(
        speaking=Speaking(row.speaking) if row.speaking else None,
        remembering=row.remembering,
        persona=row.persona,
    )


async def prefer(connection: AsyncConnection, person_id: int, chosen: Preferences, /) -> None:
    """Keep what the person chose."""
    values = {
        "speaking": chosen.speaking,
        "remembering": chosen.remembering,
        "persona": chosen.persona,
    }
    await connection.execute(update(person).where(person.c.id == person_id).values(values))


async def checkins(connection: AsyncConnection, /) -> Sequence[Checkin]:
    """All that people asked for."""
    return [
        Checkin(
            chat=ChatKey(messenger=row.messenger, chat=row.chat, person=row.account),
            hours=tuple(map(int, row.hours.split(","))),
            language=row.language,
            last=row.last,
        )
        for row in await connection.execute(select(checkin).order_by(checkin.c.person_id))
    ]


async def check_in(connection: AsyncConnection, person_id: int, wanted: Checkin, /) -> None:
    """Keep *wanted* in place of what the person asked for before."""
    await connection.execute(delete(checkin).where(checkin.c.person_id == person_id))
    if wanted.hours:
        values = {
            "person_id": person_id,
            "messenger": wanted.chat.messenger,
            "chat": storable(wanted.chat.chat),
            "account": storable(wanted.chat.person),
            "hours": ",".join(map(str, wanted.hours)),
            "language": wanted.language,
            "last": wanted.last,
        }
        await connection.execute(insert(checkin).values(values))


async def readings(connection: AsyncConnection, who: str, since: datetime, /) -> Sequence[Reading]:
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
    rows = await connection.execute(query, _named(who))
    return [Reading(at=row.at, mood=Mood(row.mood)) for row in rows]


async def corrections(
    connection: AsyncConnection, who: str, limit: int | None, /
) -> Sequence[Correction]:
    """The newest *limit* corrections of *who*, newest first."""
    query = _CORRECTIONS if limit is None else _CORRECTIONS.limit(limit)
    return [_correction(row) for row in await connection.execute(query, _named(who))]


async def correct(connection: AsyncConnection, person_id: int, made: Correction, /) -> None:
    """Keep *made*, and give its mood to the newest line that it is about."""
    text = storable(made.text)
    values = {"person_id": person_id, "text": text, "read": made.read, "meant": made.meant}
    await connection.execute(insert(correction).values(**values, at=made.at))
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
    await connection.execute(update(line).where(line.c.id == newest).values(mood=made.meant))


async def forget_since(
    connection: AsyncConnection, person_id: int | None, since: datetime, /
) -> int:
    """Delete what the person said and corrected from *since* on; how many lines there were."""
    recent = (correction.c.person_id == person_id) & (correction.c.at >= since)
    await connection.execute(delete(correction).where(recent))
    theirs = line.c.chat_id.in_(_chats(person_id)) & (line.c.at >= since)
    return await delete_lines(connection, theirs)


def _named(who: str) -> dict[str, str]:
    messenger, _, external_id = who.partition(":")
    return {"messenger": messenger, "external_id": external_id}


def _chats(person_id: int | ScalarSelect[int] | None) -> Select[tuple[int]]:
    return select(chat.c.id).join(account).where(account.c.person_id == person_id)


def _correction(row: Row[Any]) -> Correction:
    return Correction(text=row.text, read=Mood(row.read), meant=Mood(row.meant), at=row.at)

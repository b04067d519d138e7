"""The inbox in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Connection, Executable, Row, bindparam, delete, or_, select, update

from bot.events import ChatKey
from bot.protocols import Letter, Part, Pending
from bot.store.tables import inbox, outbox
from bot.store.text import storable
from bot.store.threads import Run
from bot.store.upsert import upsert
from bot.store.writer import Put

_Rows: TypeAlias = Sequence[Mapping[str, Any]]

_NUMBER = bindparam("number", type_=inbox.c.id.type)
_WITH_IT = or_(inbox.c.id == _NUMBER, inbox.c.lead == _NUMBER)

_JOIN = update(inbox).where(inbox.c.id == _NUMBER).values(lead=bindparam("to"))
_SENT = update(outbox).where(
    outbox.c.inbox_id == _NUMBER, outbox.c.name == bindparam("part")
).values(message=bindparam("given"))  # fmt: skip
_DROP_PARTS = delete(outbox).where(outbox.c.inbox_id.in_(select(inbox.c.id).where(_WITH_IT)))
_CLOSE = update(inbox).where(_WITH_IT).values(content=None)


@dataclass(slots=True, eq=False)
class _Step:
    """Statements with their rows; no two steps of one batch are of the same letter."""

    work: Mapping[Executable, _Rows]
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Of the letters that the batch received, by messenger and update; all its steps share it."""


class DatabaseInbox:
    """An `Inbox` whose steps share a transaction with what others keep."""

    def __init__(self, *, writing: Run, putting: Put, dialect: str) -> None:
        """*writing* opens a transaction, *putting* shares one."""
        self._writing = writing
        self._put = putting
        self._receive = _receive(dialect)
        self._intend = _intend(dialect)

    async def receive(self, *letters: Letter) -> Sequence[Pending]:
        if not letters:
            return []
        numbers = await self._do({self._receive: [_row(letter) for letter in letters]})
        # The same may be told twice at once: a number is taken by the first.
        numbered = ((numbers.pop(_key(letter), None), letter) for letter in letters)
        return [
            Pending(number=number, letter=letter, lead=number)
            for number, letter in numbered
            if number is not None
        ]

    async def resume(self, messenger: str, /) -> Sequence[Pending]:
        waiting = (inbox.c.messenger == messenger) & inbox.c.content.is_not(None)
        parts = (outbox.c.name, outbox.c.content.label("part"), outbox.c.after, outbox.c.message)
        whole = select(inbox, *parts).outerjoin(outbox).where(waiting)

        def work(connection: Connection) -> Sequence[Pending]:
            connection.execute(update(inbox).where(waiting).values(tries=inbox.c.tries + 1))
            found = connection.execute(whole.order_by(inbox.c.id, outbox.c.id))
            return [_pending(list(rows)) for _, rows in groupby(found, key=lambda row: row.id)]

        return await self._writing(work)

    async def join(self, lead: int, /, *numbers: int) -> None:
        if numbers:
            await self._do({_JOIN: [{"number": number, "to": lead} for number in numbers]})

    async def intend(self, number: int, part: Part, /) -> None:
        row = {
            "number": number,
            "name": storable(part.name),
            "content": storable(part.content),
            "after": storable(part.after),
            "message": part.message,
        }
        await self._do({self._intend: [row]})

    async def sent(self, number: int, name: str, message: str, /) -> None:
        row = {"number": number, "part": storable(name), "given": storable(message)}
        await self._do({_SENT: [row]})

    async def finish(self, *numbers: int) -> None:
        if numbers:
            rows = [{"number": number} for number in numbers]
            await self._do({_DROP_PARTS: rows, _CLOSE: rows})

    async def prune(self, *, before: datetime) -> int:
        old = delete(inbox).where(inbox.c.at < before)
        return await self._writing(lambda connection: connection.execute(old).rowcount)

    async def _do(self, work: Mapping[Executable, _Rows]) -> dict[tuple[str, str], int]:
        step = _Step(work)
        await self._put((_write, step))
        return step.numbers


def _write(connection: Connection, steps: Sequence[_Step]) -> None:
    together: dict[Executable, list[Mapping[str, Any]]] = {}
    for step in steps:
        for statement, rows in step.work.items():
            together.setdefault(statement, []).extend(rows)
    done = [connection.execute(statement, rows) for statement, rows in together.items()]
    told = [row for one in done if one.returns_rows for row in one]
    numbers = {(messenger, update): id_ for messenger, update, id_ in told}
    for step in steps:
        step.numbers = numbers


def _receive(dialect: str) -> Executable:
    given = (inbox.c.messenger, inbox.c.external_id, inbox.c.id)
    return upsert(dialect, inbox).on_conflict_do_nothing().returning(*given)


def _intend(dialect: str) -> Executable:
    """Notes a part, of a letter that was not forgotten meanwhile."""
    columns = ("name", "content", "after", "message")
    given = (bindparam(name, type_=outbox.c[name].type) for name in columns)
    row = select(inbox.c.id, *given).where(inbox.c.id == _NUMBER)
    statement = upsert(dialect, outbox).from_select(["inbox_id", *columns], row)
    return statement.on_conflict_do_update(
        index_elements=[outbox.c.inbox_id, outbox.c.name],
        set_={name: statement.excluded[name] for name in ("content", "after")},
    )


def _key(letter: Letter) -> tuple[str, str]:
    return storable(letter.chat.messenger), storable(letter.update)


def _row(letter: Letter) -> dict[str, Any]:
    messenger, update_ = _key(letter)
    return {
        "messenger": messenger,
        "external_id": update_,
        "chat": storable(letter.chat.chat),
        "person": storable(letter.chat.person),
        "content": storable(letter.content),
        "at": letter.at,
    }


def _pending(rows: Sequence[Row[Any]]) -> Pending:
    first = rows[0]
    letter = Letter(
        chat=ChatKey(messenger=first.messenger, chat=first.chat, person=first.person),
        update=first.external_id,
        content=first.content,
        at=first.at,
    )
    return Pending(
        number=first.id,
        letter=letter,
        lead=first.lead or first.id,
        parts=tuple(_part(row) for row in rows if row.name is not None),
        tries=first.tries,
    )


def _part(row: Row[Any]) -> Part:
    return Part(name=row.name, content=row.part, after=row.after, message=row.message)

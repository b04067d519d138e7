"""Deleting lines, or their old words, with all that was made of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from bot.store.tables import amended, chat, line, memory, summary


def delete_lines(connection: Connection, which: ColumnElement[bool], /) -> int:
    """Delete the lines that *which* names, what was learned from them, and every summary that has
    one of them in it; how many lines there were."""
    _delete_summaries(connection, which)
    count = (connection.execute(delete(line).where(which))).rowcount
    _step_back(connection)
    return count


# Asked with two lists and not with pairs, for which SQLite would not use the index.
_THERE = select(line.c.id, line.c.chat_id, line.c.source, line.c.text).where(
    line.c.chat_id.in_(bindparam("chats", expanding=True)),
    line.c.source.in_(bindparam("sources", expanding=True)),
)


def unlearn(connection: Connection, rows: Sequence[Mapping[str, Any]], /) -> None:
    """Delete what was made of lines whose words *rows* of their table will change.

    They are to be read again.
    """
    told = {(row["chat_id"], row["source"]): row["text"] for row in rows if row["source"]}
    if not told:
        return
    chats, sources = (list(set(names)) for names in zip(*told, strict=True))
    there = connection.execute(_THERE, {"chats": chats, "sources": sources})
    changed = [row.id for row in there if told.get((row.chat_id, row.source), row.text) != row.text]
    if not changed:
        return
    connection.execute(delete(memory).where(memory.c.line_id.in_(changed)))
    _delete_summaries(connection, line.c.id.in_(changed))
    connection.execute(delete(amended).where(amended.c.line_id.in_(changed)))
    connection.execute(insert(amended), [{"line_id": id_} for id_ in changed])


def _delete_summaries(connection: Connection, which: ColumnElement[bool]) -> None:
    """Delete every summary that has one of the lines in it."""
    inside = select(line.c.id).where(
        which, line.c.chat_id == summary.c.chat_id, line.c.id <= summary.c.until
    )
    connection.execute(delete(summary).where(exists(inside)))


def _step_back(connection: Connection) -> None:
    """Let no conversation have a mark behind the last line of all: SQLite gives its number again."""
    last = connection.scalar(select(func.max(line.c.id))) or 0
    for mark in (chat.c.read_until, chat.c.begins_after):
        connection.execute(update(chat).where(mark > last).values({mark: last}))

"""Deleting lines with all that was made of them."""

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import chat, line, summary


async def delete_lines(connection: AsyncConnection, which: ColumnElement[bool], /) -> int:
    """Delete the lines that *which* names, what was learned from them, and every summary that has
    one of them in it; how many lines there were."""
    inside = select(line.c.id).where(
        which, line.c.chat_id == summary.c.chat_id, line.c.id <= summary.c.until
    )
    await connection.execute(delete(summary).where(exists(inside)))
    count = (await connection.execute(delete(line).where(which))).rowcount
    await _step_back(connection)
    return count


async def _step_back(connection: AsyncConnection) -> None:
    """Let no conversation have a mark behind the last line of all: SQLite gives its number again."""
    last = await connection.scalar(select(func.max(line.c.id))) or 0
    for mark in (chat.c.read_until, chat.c.begins_after):
        await connection.execute(update(chat).where(mark > last).values({mark: last}))

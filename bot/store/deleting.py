"""Deleting lines with all that was made of them."""

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import line, summary


async def delete_lines(connection: AsyncConnection, which: ColumnElement[bool], /) -> int:
    """Delete the lines that *which* names, what was learned from them, and every summary that has
    one of them in it; how many lines there were."""
    inside = select(line.c.id).where(
        which, line.c.chat_id == summary.c.chat_id, line.c.id <= summary.c.until
    )
    await connection.execute(delete(summary).where(exists(inside)))
    return (await connection.execute(delete(line).where(which))).rowcount

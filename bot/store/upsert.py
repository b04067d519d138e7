"""Inserting what may be there already."""

from typing import TypeAlias

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Upsert: TypeAlias = sqlite.Insert | postgresql.Insert


def upsert(connection: AsyncConnection, table: Table, /) -> Upsert:
    """An insertion that may be told what to do on a conflict; each database has its own."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)

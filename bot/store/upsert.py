"""Inserting what may be there already."""

from typing import TypeAlias

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

Upsert: TypeAlias = sqlite.Insert | postgresql.Insert


def upsert(dialect: str, table: Table, /) -> Upsert:
    """An insertion that may be told what to do on a conflict; each *dialect* has its own."""
    if dialect == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)

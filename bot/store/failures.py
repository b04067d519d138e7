"""What went wrong with the database, in a sentence without anybody's words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError, StatementError

from config.errors import StoreError


class Refused(StoreError):
    """The database works but does not take this."""


_SENTENCES = {
    sqlite3.SQLITE_BUSY: "the database is locked by another program",
    sqlite3.SQLITE_LOCKED: "the database is locked by another program",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk could not be read or written; it may be full",
    sqlite3.SQLITE_READONLY: "the database file may not be written",
    sqlite3.SQLITE_PERM: "the database file may not be opened",
    sqlite3.SQLITE_CANTOPEN: "the database file could not be opened",
    sqlite3.SQLITE_NOTADB: "the database file is not a database",
    sqlite3.SQLITE_CORRUPT: "the database file is damaged; restore it from a backup",
}


@contextmanager
def explained() -> Iterator[None]:
    """Turn a driver's error into a `StoreError`; its own text may hold what was to be kept."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise _meaning(error) from error


def _meaning(error: Exception) -> StoreError:
    if isinstance(error, IntegrityError | DataError):
        return Refused("the database does not take this")
    if isinstance(error, StatementError) and not isinstance(error, DBAPIError):
        return Refused("this is nothing that the database can keep")
    cause = error.orig if isinstance(error, DBAPIError) else error
    # The low byte of SQLite's code is the kind of failure; above it stands which one exactly.
    kind = getattr(cause, "sqlite_errorcode", -1) & 0xFF
    return StoreError(_SENTENCES.get(kind, "the database could not be reached or used"))

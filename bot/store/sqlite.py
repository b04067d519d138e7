"""All that is SQLite's own: its file, its pragmas, its transactions and its traces."""

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError

from config.errors import ConfigError, StoreError

_PRAGMAS = (
    # A commit is on the disk when it returns, even if the power fails.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # What is deleted is overwritten with zeros.
    "PRAGMA secure_delete = ON",
)


def create_file(path: Path) -> None:
    """Make the database file and its folder, for the owner's eyes only, unless they exist."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise ConfigError(f"the database {path} cannot be written: {error.strerror}") from error


WRITING = {"sqlite_begin": ("BEGIN IMMEDIATE",)}
"""Options of a transaction that writes: it takes the lock at once.

One that began by reading could not wait for it.
"""

MIGRATING = {"sqlite_begin": ("PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE")}
"""Options of a migration: a table that is rebuilt takes none with it that refer to it.

The connection stays that way; dispose of it.
"""

READING: dict[str, Any] = {"sqlite_begin": ()}
"""Options of what is no transaction: each statement is one by itself."""


def new_engine(url: URL, *, busy_timeout: float, connections: int) -> Engine:
    """An engine for the file in *url*, which is made if need be.

    The driver begins no transaction by itself, so that what a migration did to the tables is
    undone with the rest when it fails.
    """
    assert url.database is not None
    file = Path(url.database)
    create_file(file)

    def connect() -> sqlite3.Connection:
        # Each is used by one thread at a time.
        return sqlite3.connect(
            file, timeout=busy_timeout, isolation_level=None, check_same_thread=False
        )

    engine = create_engine(
        url,
        hide_parameters=True,
        creator=connect,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    for statement in connection.get_execution_options().get("sqlite_begin", ("BEGIN",)):
        connection.exec_driver_sql(statement)


def owe_scrubbing(connection: Connection) -> None:
    """Note, in the transaction that deletes, that traces will be left in the file."""
    connection.exec_driver_sql("PRAGMA user_version = 1")


def settle(engine: Engine, *, busy_timeout: float) -> None:
    """Make the file, now known as maum's, what maum works on.

    With a write-ahead log readers do not wait for the writer, nor the writer for them. A `scrub`
    that a crash cut short is finished.
    """
    with engine.execution_options(**READING).connect() as connection:
        _write_ahead(connection, time.monotonic() + busy_timeout)
        owed = (connection.exec_driver_sql("PRAGMA user_version")).scalar_one()
    if owed:
        scrub(engine)


def _write_ahead(connection: Connection, deadline: float) -> None:
    # SQLite's own busy timeout does not cover this change, which needs the file for itself: while
    # another program opens the same new file, the waiting is done here.
    while True:
        try:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        except OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def scrub(engine: Engine) -> None:
    """Leave nothing of deleted rows in the file or its write-ahead log.

    ``secure_delete`` zeroes a deleted row, but not the copies that stayed behind when rows moved
    between pages: hence the rewriting. Raises `StoreError` while another program is reading.
    """
    with engine.execution_options(**READING).connect() as connection:
        connection.exec_driver_sql("VACUUM")
        row = (connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).one()
        if row[0]:
            raise StoreError(
                "what was deleted may still be in the file, for another program is reading it; "
                "it will be overwritten at the next start"
            )
        connection.exec_driver_sql("PRAGMA user_version = 0")

"""Bringing a database to the tables of this version."""

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, String, Table, insert, inspect, select

from bot.store.tables import metadata
from config.errors import ConfigError

HEAD = "0009"
"""The newest migration."""

MIGRATIONS = Path(__file__).parent / "migrations"

# Alembic's own table, so that a database can be known as current without importing Alembic.
_version = Table("alembic_version", MetaData(), Column("version_num", String(32), nullable=False))


def is_current(connection: Connection) -> bool:
    """Whether nothing has to be done."""
    return inspect(connection).has_table(_version.name) and _revision(connection) == HEAD


def bring_up_to_date(connection: Connection, *, migrations: Path = MIGRATIONS) -> None:
    """Create or migrate the tables, in the transaction of *connection*.

    Raises `ConfigError` if the database is not maum's, or a newer maum's. Whatever it raises, the
    database is as it was once the transaction is undone.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        _create(connection)
    elif _version.name in tables:
        _migrate(connection, migrations)
    else:
        raise ConfigError("DATABASE_URL names a database that is not maum's")


def _revision(connection: Connection) -> str | None:
    return connection.execute(select(_version.c.version_num)).scalar()


def _create(connection: Connection) -> None:
    # As the migrations would (a test compares them), many times faster.
    metadata.create_all(connection, checkfirst=False)
    _version.create(connection)
    connection.execute(insert(_version).values(version_num=HEAD))


def _migrate(connection: Connection, migrations: Path) -> None:
    # Imported here, as that takes longer than all else at the start.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        found = _revision(connection)
        raise ConfigError(
            f"the database was made by another version of maum (its tables are {found}, these "
            f"are {HEAD}); install that version or a newer one"
        ) from error

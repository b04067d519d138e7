"""Tables come about, move on and are never half moved."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.store import schema, sqlite
from bot.store.address import address
from bot.store.database import Database
from bot.store.failures import explained
from bot.store.tables import metadata
from config.errors import ConfigError, StoreError


def reach(url: str, migrations: Path = schema.MIGRATIONS) -> None:
    """Bring the database up to date as opening it does, with other *migrations*."""
    engine = sqlite.new_engine(address(url), busy_timeout=5.0, connections=1)
    try:
        with engine.execution_options(**sqlite.MIGRATING).begin() as connection:
            schema.bring_up_to_date(connection, migrations=migrations)
    finally:
        engine.dispose()


def definitions(file: Path) -> dict[str, set[str]]:
    """Columns, indexes and foreign keys of each table, whatever the order they were written in."""
    with closing(sqlite3.connect(file)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
        return {
            name: {
                str(row[1:] if about in {"table_info", "index_list"} else row)
                for about in ("table_info", "index_info", "index_list", "foreign_key_list")
                for row in connection.execute(f"PRAGMA {about}({name})")
            }
            for name in names
        }


def contents(file: Path) -> dict[str, bytes]:
    """All that stands in the database's folder."""
    return {path.name: path.read_bytes() for path in file.parent.iterdir()}


def unversioned(file: Path) -> None:
    """An empty database that knows of migrations but has run none."""
    file.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")


@pytest.fixture
def migrations(tmp_path: Path) -> Callable[[str], Path]:
    """The migrations with one more, whose ``upgrade`` does what it is given."""

    def with_one_more(body: str) -> Path:
        folder = tmp_path / "migrations"
        shutil.copytree(schema.MIGRATIONS, folder)
        (folder / "versions" / "r9000_more.py").write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n"
            f"revision, down_revision = '9000', {schema.HEAD!r}\n"
            f"def upgrade():\n    {body}\n"
        )
        return folder

    return with_one_more


def test_the_newest_migration_is_known() -> None:
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_heads() == [schema.HEAD]


async def test_migrations_lead_to_what_is_created_at_once(tmp_path: Path) -> None:
    created, migrated = tmp_path / "created.db", tmp_path / "migrated.db"
    unversioned(migrated)
    for file in (created, migrated):
        async with Database(f"sqlite:///{file}"):
            pass
    found = definitions(created)
    assert {table.name for table in metadata.sorted_tables} < set(found)
    found.pop("sqlite_autoindex_alembic_version_1", None)
    assert definitions(migrated) == found


async def test_migrations_lead_to_the_tables(file: Path, url: str) -> None:
    unversioned(file)

    def difference(connection: Connection) -> list[object]:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async with Database(url) as store:
        assert await store._threads.read(difference) == []


async def test_a_current_database_needs_no_alembic(url: str, program) -> None:
    with program("opening.py", url, "2") as opening:
        stdout, stderr = opening.communicate()
    assert (opening.returncode, stdout, stderr) == (0, "alembic: False\n" * 2, "")


async def test_several_may_open_a_new_database_at_once(url: str, program) -> None:
    started = [program("opening.py", url, "1") for _ in range(3)]
    for opening in started:
        with opening:
            _, stderr = opening.communicate()
        assert (opening.returncode, stderr) == (0, "")
    async with Database(url) as one, Database(url) as other:
        assert await one.people() == await other.people() == []


async def test_several_may_open_one_file_from_nothing_in_one_process(url: str) -> None:
    async def open_it() -> None:
        async with Database(url) as store:
            await store.people()

    await asyncio.gather(*(open_it() for _ in range(8)))


async def test_a_newer_maums_database_is_refused_and_untouched(file: Path, url: str) -> None:
    async with Database(url):
        pass
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = contents(file)
    with pytest.raises(ConfigError, match="made by another version of maum"):
        async with Database(url):
            pass
    assert contents(file) == before


async def test_another_programs_database_is_refused_and_untouched(file: Path, url: str) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    before = contents(file)
    with pytest.raises(ConfigError, match="not maum's"):
        async with Database(url):
            pass
    assert contents(file) == before


async def test_a_migration_that_fails_leaves_the_database_as_it_was(
    file: Path, url: str, chat, said, migrations: Callable[[str], Path]
) -> None:
    async with Database(url) as store:
        await store.append(chat, said("kept"))
    before = definitions(file)
    failing = migrations(
        "op.add_column('line', sa.Column('more', sa.String)); op.drop_table('chat'); "
        "op.execute('INSERT INTO nowhere VALUES (1)')"
    )
    with pytest.raises(StoreError), explained():
        reach(url, failing)
    assert definitions(file) == before
    async with Database(url) as store:
        assert [line.text for line in await store.history(chat, limit=9)] == ["kept"]


async def test_rebuilding_a_table_keeps_what_refers_to_it(
    url: str, chat, said, migrations: Callable[[str], Path]
) -> None:
    async with Database(url) as store:
        await store.append(chat, said("kept"))
    rebuilding = migrations(
        "with op.batch_alter_table('person', recreate='always') as table:\n"
        "        table.add_column(sa.Column('name', sa.String))"
    )
    reach(url, rebuilding)
    with closing(sqlite3.connect(address(url).database or "")) as connection:
        assert connection.execute("SELECT text, name FROM line, person").fetchall() == [
            ("kept", None)
        ]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

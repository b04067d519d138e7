"""A store even where the database cannot be opened: help must not wait for its repair.

What is found damaged is left as it is, for whoever repairs it. Until it opens again conversations
are kept in ``maum.spare.db`` in the data folder, or, where even that cannot be written, in a
temporary folder that is gone when the program ends.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from bot.protocols import Store
from config.errors import ConfigError, StoreError

log = structlog.get_logger("maum.store")

OpenStore = Callable[[str], AbstractAsyncContextManager[Store]]
"""From a database URL to its store, entered; raises `ConfigError` and `StoreError`."""


@asynccontextmanager
async def store_or_spare(open_: OpenStore, url: str, *, folder: Path) -> AsyncIterator[Store]:
    """The store behind *url*, or a spare one, in *folder* if that can be written.

    Raises `ConfigError` if *url* names what is no database of maum's.
    """
    async with AsyncExitStack() as stack:
        try:
            store = await stack.enter_async_context(open_(url))
        except StoreError as error:
            log.error("the database cannot be opened; a spare one is used", code=error.code)
            temporary = stack.enter_context(TemporaryDirectory(prefix="maum-"))
            store = await _spare(open_, [folder, Path(temporary)], stack)
        yield store


async def _spare(open_: OpenStore, folders: Sequence[Path], stack: AsyncExitStack) -> Store:
    last = len(folders) - 1
    for place, folder in enumerate(folders):
        file = folder / "maum.spare.db"
        try:
            store = await stack.enter_async_context(open_(f"sqlite:///{file}"))
        except (ConfigError, StoreError):
            if place == last:
                raise
        else:
            log.error("conversations are kept in a spare database", file=str(file))
            return store
    raise AssertionError

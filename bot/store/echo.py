"""Forgetting somebody in two databases, of which one may not open just now."""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias, cast

import structlog

from bot.protocols import Doors, Linkable, Store
from bot.record import Record
from config.errors import ConfigError, StoreError

log = structlog.get_logger("maum.store")

Forget: TypeAlias = Callable[[Collection[str], datetime | None], Awaitable[None]]
"""Forgets the accounts of a person, from a moment on or altogether; raises `StoreError`."""


class Echo:
    """In all but forgetting the store that it is made of."""

    def __init__(self, store: Store, elsewhere: Forget, *, defers: bool) -> None:
        """*elsewhere* forgets in the other database, if *defers* not yet but later."""
        self._store = store
        self._elsewhere = elsewhere
        self.defers = defers

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @property
    def doors(self) -> Doors:
        return cast(Linkable, self._store).doors

    async def forget(self, who: str, /, *, since: datetime | None = None) -> int:
        # The other first: what fails there is told to the person, who may ask again.
        await self._elsewhere({who, *await self.doors.known(who)}, since)
        return await self._store.forget(who, since=since)


class Owed:
    """Who is to be forgotten in a database when it opens again, in a file of the data folder."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def note(self, accounts: Collection[str], since: datetime | None) -> None:
        """Keep who, and from when on; raises `StoreError`."""
        moment = since.isoformat() if since else ""
        try:
            record = Record(self._file)
            await record.keep(**{who: min(moment, record.get(who, moment)) for who in accounts})
        except (ConfigError, OSError) as error:
            raise StoreError("who is to be forgotten could not be kept") from error

    async def settle(self, store: Store) -> None:
        """Forget them in *store*; those with whom that fails at the next start."""
        try:
            for who, moment in Record(self._file).items():
                await store.forget(who, since=datetime.fromisoformat(moment) if moment else None)
        except (ConfigError, StoreError) as error:
            log.error("somebody could not be forgotten", file=str(self._file), code=error.code)
        else:
            self._file.unlink(missing_ok=True)

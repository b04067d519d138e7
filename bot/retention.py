"""Forgetting what is older than the operator wants it kept."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Self

import structlog

from bot.protocols import Store
from config.errors import StoreError

log = structlog.get_logger("maum.retention")

_EVERY = timedelta(hours=6)


class Retention:
    """Deletes lines that are older than so many days; an async context manager.

    The first time is on entering, before anybody is answered.
    """

    def __init__(self, store: Store, *, days: int) -> None:
        """0 *days* keep everything until the person says otherwise."""
        self._store = store
        self._days = days
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        if self._days:
            await self._expire()
            self._task = asyncio.create_task(self._repeat(), name="maum-retention")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _repeat(self) -> None:
        while True:
            await asyncio.sleep(_EVERY.total_seconds())
            await self._expire()

    async def _expire(self) -> None:
        try:
            count = await self._store.expire(before=datetime.now(UTC) - timedelta(days=self._days))
        except StoreError as error:
            log.warning("what is old could not be deleted", code=error.code)
        else:
            if count:
                log.info("what is old was deleted", lines=count)

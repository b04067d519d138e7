"""The edge of an optional part: it may fail or hang, and the turn goes on."""

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

import structlog

from bot.events import Degraded, Stage
from config.errors import MaumError
from config.logs import described

log = structlog.get_logger("maum.optional")

T = TypeVar("T")

_ending: set[asyncio.Future[Any]] = set()


def _ended(task: asyncio.Future[Any]) -> None:
    _ending.discard(task)
    if not task.cancelled():
        task.exception()  # it came too late to matter, and was not asked for


async def attempt(stage: Stage, work: Awaitable[T], *, within: float) -> T | Degraded:
    """What *work* returns, or why it did not within so many seconds.

    Work that does not even let itself be cancelled in time (a driver's thread) is left to end
    behind the turn.
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait([task], timeout=within)
    finally:
        if not task.done():
            task.cancel()
            _ending.add(task)
            task.add_done_callback(_ended)
    if not task.done():
        log.warning("degraded", stage=stage, code=f"{stage}.timeout")
        return Degraded(stage, f"{stage}.timeout")
    try:
        return task.result()
    except MaumError as error:
        code = error.code
    except Exception as error:
        code = str(stage)
        log.error("optional part broke", stage=stage, **described(error))
    log.warning("degraded", stage=stage, code=code)
    return Degraded(stage, code)

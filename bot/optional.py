"""The edge of an optional part: it may fail or hang, and the turn goes on."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

import structlog

from bot.events import Degraded, Stage
from config.errors import MaumError
from config.logs import described

log = structlog.get_logger("maum.optional")

T = TypeVar("T")


async def attempt(stage: Stage, work: Awaitable[T], *, within: float) -> T | Degraded:
    """What *work* returns, or why it did not within so many seconds."""
    try:
        async with asyncio.timeout(within):
            return await work
    except TimeoutError:
        code = f"{stage}.timeout"
    except MaumError as error:
        code = error.code
    except Exception as error:
        code = str(stage)
        log.error("optional part broke", stage=stage, **described(error))
    log.warning("degraded", stage=stage, code=code)
    return Degraded(stage, code)

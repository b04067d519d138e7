"""The edge of an optional part."""

import asyncio
import threading

from bot.events import Degraded, Stage
from bot.optional import attempt
from config.errors import StoreError

LATE = Degraded(Stage.MEMORY, "memory.timeout")


async def test_what_works_is_passed_on() -> None:
    assert await attempt(Stage.MEMORY, asyncio.sleep(0, "done"), within=1) == "done"


async def test_what_fails_becomes_its_code() -> None:
    async def fail() -> None:
        raise StoreError("disk")

    assert await attempt(Stage.MEMORY, fail(), within=1) == Degraded(Stage.MEMORY, "store")


async def test_what_takes_too_long_is_given_up() -> None:
    assert await attempt(Stage.MEMORY, asyncio.sleep(3600), within=0.01) == LATE


async def test_even_what_cannot_be_cancelled_is_not_waited_for() -> None:
    release = threading.Event()

    async def stubborn() -> None:
        work = asyncio.get_running_loop().run_in_executor(None, release.wait)
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            await work  # as a database driver waits for its thread
            raise

    assert await attempt(Stage.MEMORY, stubborn(), within=0.01) == LATE
    (left,) = asyncio.all_tasks() - {asyncio.current_task()}
    release.set()
    await asyncio.wait([left])

"""A turn in flight."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Self, TypeVar

import structlog

from bot.events import Delta, Ended, Failed, TurnEvent
from config.errors import MaumError
from config.logs import described

E = TypeVar("E", bound=Exception)

log = structlog.get_logger("maum.turn")


class Turn:
    """One exchange: iterate it for events, leave the block to stop it.

    The work runs in its own task and reaches the reader through a bounded queue, so no event is
    ever yielded from inside a task group (PEP 789) and a slow reader slows the work down.
    """

    def __init__(self, play: Callable[["Turn"], Awaitable[None]]) -> None:
        self._play = play
        self._events: asyncio.Queue[TurnEvent] = asyncio.Queue(maxsize=32)
        self._task: asyncio.Task[None] | None = None
        self._over = False
        self._delivered: list[str] = []
        self.taken = asyncio.Event()
        """Set once the person's message is safe, so that the turn may be interrupted."""

    @property
    def delivered(self) -> str:
        """As much of the reply as the reader has taken."""
        return "".join(self._delivered)

    async def emit(self, event: TurnEvent) -> None:
        """Hand *event* to the reader; waits while the reader is behind."""
        await self._events.put(event)

    async def drained(self) -> None:
        """Wait until the reader has taken all that was emitted."""
        await self._events.join()

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run(), name="maum-turn")
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task is not None
        self._task.cancel()
        await settled(self._task)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> TurnEvent:
        if self._over:
            raise StopAsyncIteration
        event = await self._events.get()
        if isinstance(event, Delta):
            self._delivered.append(event.text)
        self._over = isinstance(event, Ended | Failed)
        self._events.task_done()
        return event

    async def _run(self) -> None:
        try:
            await self._events.put(await self._outcome())
        finally:
            self.taken.set()

    async def _played(self) -> None:
        try:
            await self._play(self)
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            raise MaumError("a part cancelled itself") from error

    async def _outcome(self) -> Ended | Failed:
        # The turn's edge: nothing that goes wrong inside leaves the person without an answer.
        last: Ended | Failed = Ended()
        try:
            await self._played()
        except* MaumError as group:
            last = Failed(_first(group).code)
            log.warning("turn failed", code=last.code)
        except* Exception as group:
            last = Failed(MaumError.code)
            log.error("turn broke", **described(_first(group)))
        return last


async def settled(task: asyncio.Task[Any]) -> None:
    """Wait for *task* to end, however often the waiter itself is cancelled meanwhile.

    What *task* raised is not raised here.
    """
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled


def _first(group: ExceptionGroup[E]) -> E:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, ExceptionGroup) else error

"""What Discord tells, in order, into the inbox."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog

from bot.adapters.discord.letters import letter_of
from bot.adapters.discord.missed import Missed
from bot.adapters.messaging.receiver import Receiver
from bot.adapters.messaging.told import Told
from config.errors import StoreError

log = structlog.get_logger("maum.discord")

_LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened to a message."""

    message: int
    told: Told | None
    """None if it is not for the bot."""
    version: str = ""
    """Tells apart what happens to one message; empty when it was sent."""


class Inflow:
    """Takes what happens; while it catches up on what was missed, the new waits behind that."""

    def __init__(self, receiver: Receiver, missed: Missed, *, pause: float = 1.0) -> None:
        """*pause* is in seconds, before what could not be kept is tried again."""
        self._receiver = receiver
        self._missed = missed
        self._pause = pause
        self._waiting: asyncio.Queue[Happening] = asyncio.Queue()
        self._caught_up = asyncio.Event()

    def put(self, happening: Happening) -> None:
        """Take *happening*."""
        self._waiting.put_nowait(happening)

    def hold(self) -> None:
        """Let what happens wait, until `catch_up`."""
        self._caught_up.clear()

    async def catch_up(self, missed: Callable[[], Awaitable[Sequence[Happening]]]) -> None:
        """Take what was *missed* before all that waits."""
        try:
            await self._keep(await missed())
        finally:
            self._caught_up.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            happenings = [await self._waiting.get()]
            await self._caught_up.wait()
            while not self._waiting.empty():
                happenings.append(self._waiting.get_nowait())
            await self._keep(happenings)

    async def _keep(self, happenings: Sequence[Happening]) -> None:
        told = [
            (letter_of(one.told, version=one.version), one.told) for one in happenings if one.told
        ]
        pause = self._pause
        while told:
            try:
                await self._receiver.keep(told)
                break
            except StoreError as error:
                log.warning("messages could not be kept", code=error.code)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        if happenings:
            await self._missed.saw(max(one.message for one in happenings))

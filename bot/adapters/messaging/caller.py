"""Speaking first."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.adapters.admission import Guests
from bot.events import ChatKey
from config.errors import Unreachable

_WITHIN = 60.0
"""Seconds; a greeting that would come hours late is let go, and others wait behind it."""


class Caller:
    """A `bot.protocols.Caller` for those who may talk; a role alone does not let them be called."""

    def __init__(
        self,
        guests: Guests,
        send: Callable[[ChatKey, str], Awaitable[None]],
        *,
        within: float = _WITHIN,
    ) -> None:
        """*send* raises `Unreachable`; *within*: seconds for which an outage is waited out."""
        self._guests = guests
        self._send = send
        self._within = within

    async def call(self, chat: ChatKey, text: str, /) -> None:
        """Say *text*; raises `Unreachable` where the person has left or may not talk any more, and
        where the messenger does not answer."""
        if not self._guests.admits(int(chat.person)):
            raise Unreachable
        try:
            async with asyncio.timeout(self._within):
                await self._send(chat, text)
        except TimeoutError as error:
            raise Unreachable from error

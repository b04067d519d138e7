"""What the companion writes during a call: into the channel's chat, or to one person."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

import discord
import structlog

from config.logs import described

log = structlog.get_logger("maum.discord.voice")

Channel: TypeAlias = discord.VoiceChannel | discord.StageChannel

_WAITING = 100
_LONGEST = 2000
"""Characters of a message."""


class Notes:
    """Sends notes in order, apart from the talk: nothing waits for them, and none ends it."""

    def __init__(self, channel: Callable[[], Channel]) -> None:
        """*channel* says where the call is now."""
        self._channel = channel
        self._waiting: asyncio.Queue[tuple[str, int | None]] = asyncio.Queue(maxsize=_WAITING)

    def tell(self, text: str, *, person: int | None = None) -> None:
        """Write *text* to the channel, or to *person* alone; left out where too many wait."""
        with suppress(asyncio.QueueFull):
            self._waiting.put_nowait((text, person))

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            text, person = await self._waiting.get()
            try:
                await self._send(text, person)
            except Exception as error:  # it may be forbidden, or the client closed
                log.info("a note of a call could not be written", **described(error))

    async def _send(self, text: str, person: int | None) -> None:
        channel = self._channel()
        to = channel if person is None else channel.guild.get_member(person)
        if to is not None:
            for start in range(0, len(text), _LONGEST):
                part = text[start : start + _LONGEST]
                await to.send(part, allowed_mentions=discord.AllowedMentions.none(), silent=True)

"""What the companion writes during a call: into the channel's chat, or to one person."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

import discord
import structlog

from config.logs import described

log = structlog.get_logger("maum.discord.voice")

Channel: TypeAlias = discord.VoiceChannel | discord.StageChannel

_WAITING = 100
_LONGEST = 2000
"""Characters of a message."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be written."""

    text: str
    person: int | None = None
    """To whom alone; None for the channel."""
    otherwise: str = ""
    """What goes to the channel where that person takes no messages."""


class Notes:
    """Sends notes in order, apart from the talk: nothing waits for them, and none ends it."""

    def __init__(self, channel: Callable[[], Channel]) -> None:
        """*channel* says where the call is now."""
        self._channel = channel
        self._waiting: asyncio.Queue[Note] = asyncio.Queue(maxsize=_WAITING)

    def tell(self, note: Note) -> None:
        """Write *note* in its turn; left out where too many wait."""
        with suppress(asyncio.QueueFull):
            self._waiting.put_nowait(note)

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            await self.write(await self._waiting.get())

    async def write(self, note: Note) -> None:
        """Send *note* now; never fails."""
        try:
            await self._send(note.text, note.person)
        except Exception as error:  # it may be forbidden, or the client closed
            log.info("a note of a call could not be written", **described(error))
            if note.otherwise:
                await self.write(Note(note.otherwise))

    async def _send(self, text: str, person: int | None) -> None:
        channel = self._channel()
        to: discord.abc.Messageable = channel
        if person is not None:
            to = channel.guild.get_member(person) or await channel.guild.fetch_member(person)
        for start in range(0, len(text), _LONGEST):
            part = text[start : start + _LONGEST]
            await to.send(part, allowed_mentions=discord.AllowedMentions.none(), silent=True)

"""What was written while maum was away, from the history of channels."""

import time
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import discord
import structlog
from discord.utils import time_snowflake

from bot.adapters.discord.mail import AWAY
from bot.record import Record

log = structlog.get_logger("maum.discord")

_Channel: TypeAlias = (
    discord.TextChannel | discord.VoiceChannel | discord.Thread | discord.DMChannel
)

_LONGEST = timedelta(hours=24)
"""How old a message may be that is still answered; the inbox knows what was answered for longer."""
_OVERLAP = timedelta(minutes=2)
"""What is asked for once more: the newest message seen is not kept at once, and the inbox knows
what it was told already."""
_MOST = 500
"""Messages of one channel."""
_KEPT_AFTER = 30.0
"""Seconds between two times that the newest message is kept."""


class Missed:
    """Remembers the newest message seen, and finds those behind it."""

    def __init__(self, record: Record) -> None:
        self._record = record
        now = time_snowflake(datetime.now(UTC))
        self._newest: int = record.get("newest", now)
        self._first: int = record.get("first", now)
        self._kept = time.monotonic()

    async def saw(self, message: int) -> None:
        """Note that *message* is safe, and all before it."""
        self._newest = max(self._newest, message)
        if time.monotonic() - self._kept > _KEPT_AFTER:
            await self.keep()

    async def keep(self) -> None:
        """Keep what was noted, in the data folder."""
        self._kept = time.monotonic()
        await self._record.keep(newest=self._newest, first=self._first)

    async def messages(
        self, client: discord.Client, people: Sequence[int]
    ) -> Sequence[discord.Message]:
        """What was written since, oldest first: in servers, and by *people* in private.

        What was written before the first start of all stays unanswered.
        """
        await self.keep()
        longest = time_snowflake(datetime.now(UTC) - _LONGEST)
        since = discord.Object(max(self._newest - _snowflakes(_OVERLAP), self._first, longest))
        found = [
            message
            async for channel in _channels(client, people)
            if not _quiet(channel, since)
            for message in await _behind(channel, since)
        ]
        return sorted(found, key=lambda message: message.id)


async def _channels(client: discord.Client, people: Sequence[int]) -> AsyncIterator[_Channel]:
    for guild in client.guilds:
        for channel in _readable(guild):
            yield channel
    for person in people:
        try:
            yield await client.create_dm(discord.Object(person))
        except (discord.HTTPException, *AWAY):
            log.info("a private chat could not be looked at")


def _quiet(channel: _Channel, since: discord.Object) -> bool:
    """Whether it is known that nothing was written there; of private chats it never is."""
    return not isinstance(channel, discord.DMChannel) and (channel.last_message_id or 0) <= since.id


def _readable(guild: discord.Guild) -> Iterable[_Channel]:
    channels: list[discord.TextChannel | discord.VoiceChannel | discord.Thread] = []
    channels += guild.text_channels
    channels += guild.voice_channels
    channels += guild.threads
    for channel in channels:
        allowed = channel.permissions_for(guild.me)
        if allowed.read_messages and allowed.read_message_history:
            yield channel


async def _behind(channel: _Channel, since: discord.Object) -> Sequence[discord.Message]:
    try:
        history = channel.history(limit=_MOST, after=since, oldest_first=True)
        return [message async for message in history]
    except (discord.HTTPException, *AWAY):
        log.warning("a channel's history could not be read", channel=channel.id)
        return []


def _snowflakes(span: timedelta) -> int:
    return int(span.total_seconds() * 1000) << 22

"""The conversations in voice channels, at most one in each server."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import ExitStack, suppress
from typing import Self

import discord

from bot.adapters.discord.voice import CallStatus
from bot.adapters.discord.voice.consent import Consent
from bot.adapters.discord.voice.manners import Manners
from bot.adapters.discord.voice.mouth import MESSENGER
from bot.adapters.discord.voice.notes import Channel
from bot.adapters.discord.voice.place import Spend
from bot.adapters.discord.voice.room import Room
from bot.conversations import Conversations
from config.errors import CallFailed
from config.settings import Settings
from speech.live.ear import LiveEar
from speech.protocols import LiveTranscriber

GAP = 0.5
"""Seconds without a packet that are silence even where the frames that tell of it were lost: more
than those for which a busy machine may keep packets waiting."""
_LEAVING = 2.0


class Rooms:
    """What `bot.adapters.discord.voice.Calls` offers; an async context manager."""

    def __init__(
        self,
        talks: Conversations,
        settings: Settings,
        *,
        admits: Callable[[discord.Member], bool],
        spend: Spend,
        ear: Callable[[], LiveEar] | None = None,
        tick: float = 1.0,
        patience: float = 15.0,
    ) -> None:
        """*admits* says who may talk; nobody else is heard. *spend* counts what they use. *ear*
        makes one for each speaker. *tick*: seconds between two looks at how a call is doing;
        *patience*: those for which it may be broken before it is entered anew.

        Raises `ConfigError`.
        """
        self._talks, self._admits, self._spend = talks, admits, spend
        self._consent = Consent(settings.folder / "discord-voice.json")
        self._manners = Manners(
            language=settings.language[0],
            grace=settings.calls.grace,
            follow_up=settings.calls.follow_up,
            captions=settings.calls.captions,
            tick=tick,
            patience=patience,
        )
        self._ear = ear or self._plain_ear
        self._rooms: dict[int, Room] = {}
        self._doors: dict[int, asyncio.Lock] = {}
        self._closed = False
        self._held = ExitStack()

    async def __aenter__(self) -> Self:
        self._held.enter_context(self._talks.holding(self._renew))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._held.close()
        self._closed = True
        await asyncio.gather(*(room.leave() for room in list(self._rooms.values())))

    async def join(self, channel: Channel, /) -> None:
        """Enter *channel*, anew if the call is broken; leaves another one of its server.

        Raises `CallFailed`.
        """
        guild = channel.guild.id
        async with self._doors.setdefault(guild, asyncio.Lock()):
            if room := self._rooms.get(guild):
                if room.channel == channel and room.status.connected:
                    return
                await room.leave()
            await _hang_up(channel.guild)
            room = Room(
                channel,
                self._talks,
                ear=self._ear,
                admits=self._admits,
                consent=self._consent,
                spend=self._spend,
                manners=self._manners,
                over=lambda room: self._forget(guild, room),
            )
            await room.enter()
            self._rooms[guild] = room
            if self._closed:  # meanwhile
                await room.leave()

    async def leave(self, guild: int, /) -> bool:
        """Leave the channel of that server; whether it was in one."""
        async with self._doors.setdefault(guild, asyncio.Lock()):
            room = self._rooms.get(guild)
            if room is not None:
                await room.leave()
            return room is not None

    def status(self, guild: int, /) -> CallStatus | None:
        """How the conversation in that server is doing; None where there is none."""
        room = self._rooms.get(guild)
        return room.status if room else None

    def hears(self, person: int, /) -> bool:
        """Whether *person* wants to be heard."""
        return self._consent.hears(person)

    async def hear(self, person: int, wanted: bool, /) -> None:
        """From now on hear *person*, or do not."""
        self._consent.change(person, wanted)
        for room in self._rooms.values():
            room.look()
        await self._consent.keep()

    async def moved(
        self,
        member: discord.Member,
        _before: discord.VoiceState,
        _after: discord.VoiceState,
        /,
    ) -> None:
        """Somebody came, went or changed."""
        if room := self._rooms.get(member.guild.id):
            room.look()

    async def _renew(self, accounts: Collection[str], /) -> None:
        """Let no call have in mind what was said with *accounts*."""
        named = (one.partition(":") for one in accounts)
        people = {int(person) for messenger, _, person in named if messenger == MESSENGER}
        await asyncio.gather(*(room.forget(people) for room in self._rooms.values()))

    def _forget(self, guild: int, room: Room) -> None:
        if self._rooms.get(guild) is room:
            del self._rooms[guild]

    def _plain_ear(self) -> LiveEar:
        transcriber = self._talks.companion.parts.transcriber
        if not isinstance(transcriber, LiveTranscriber):
            raise CallFailed("the transcriber hears whole recordings only")
        return LiveEar(transcriber, gap=GAP)


async def _hang_up(guild: discord.Guild) -> None:
    """End a call of which only the library knows."""
    if guild.voice_client is not None:
        with suppress(discord.DiscordException, OSError, TimeoutError):
            async with asyncio.timeout(_LEAVING):
                await guild.voice_client.disconnect(force=True)

"""One session on Discord: from a client that has logged in to all that answers behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
import structlog

from bot.adapters.admission import Budget, Door, Guests, Hosting
from bot.adapters.discord.bounds import Bounds
from bot.adapters.discord.caller import speaking
from bot.adapters.discord.calling import Calling
from bot.adapters.discord.client import Client, explained
from bot.adapters.discord.events import Events
from bot.adapters.discord.inflow import Inflow
from bot.adapters.discord.letters import MESSENGER, told_by
from bot.adapters.discord.mail import AWAY, Mail
from bot.adapters.discord.messenger import DiscordMessenger
from bot.adapters.discord.missed import Missed
from bot.adapters.discord.reader import Reader
from bot.adapters.discord.reception import Reception
from bot.adapters.discord.recordings import downloading
from bot.adapters.discord.slash import Tree
from bot.adapters.messaging.attendant import Attendant
from bot.adapters.messaging.caller import Caller
from bot.adapters.messaging.clerk import Clerk
from bot.adapters.messaging.receiver import Receiver
from bot.adapters.messaging.recordings import Recordings
from bot.commands import Commands
from bot.conversations import Conversations
from bot.protocols import Inbox
from config.errors import MissingExtra
from config.settings import Settings

if TYPE_CHECKING:
    from bot.adapters.discord.voice.rooms import Rooms

log = structlog.get_logger("maum.discord")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Wires the parts of the adapter to *client*, which has logged in."""

    client: Client
    me: discord.ClientUser
    settings: Settings
    talks: Conversations
    guests: Guests
    missed: Missed
    bounds: Bounds
    pause: float
    interval: float

    async def serve(self) -> None:
        """Answer until cancelled; raises `TokenRefused`, `discord.PrivilegedIntentsRequired`."""
        commands, hosting = Commands(self.talks), self._hosting()
        door = Door(self.guests, Budget(self.talks.companion.meter, self.settings.budget))
        clerk = self._clerk(door, hosting, commands)
        receiver = Receiver(MESSENGER, self._inbox, clerk, told_by)
        inflow, rooms = Inflow(receiver, self.missed, pause=self.pause), self._rooms(door)
        reception = Reception(
            door=door,
            hosting=hosting,
            commands=commands,
            calling=Calling(rooms),
            bounds=self.bounds,
            language=self.settings.language[0],
        )
        self._listen(inflow, reception)
        await self._offer(reception, commands, hosting)
        await receiver.resume()
        caller = Caller(self.guests, speaking(Mail(self.client, pause=self.pause)))
        calling = self.talks.checkins.calling(MESSENGER, caller)
        with self.talks.holding(clerk.bursts.renew, dropped=receiver.forget):
            async with self._flowing(inflow, receiver), rooms or nullcontext():
                try:
                    with calling:
                        await self.client.connect()
                except discord.ConnectionClosed as error:
                    raise explained(error) from None

    @property
    def _inbox(self) -> Inbox:
        return self.talks.companion.parts.store.inbox

    def _invitation(self, code: str) -> str:
        return f"Discord, {self.me.name}: /start {code}"

    def _admits(self, member: discord.Member) -> bool:
        return self.bounds.introduces(member) or self.guests.admits(member.id)

    def _hosting(self) -> Hosting:
        counts = self.talks.companion.safeguards.counts
        return Hosting(self.guests, invitation=self._invitation, counts=counts)

    def _clerk(self, door: Door, hosting: Hosting, commands: Commands) -> Clerk:
        companion, language = self.talks.companion, self.settings.language[0]
        longest = self.settings.hearing.longest
        messenger = DiscordMessenger(
            mail=Mail(self.client, pause=self.pause),
            inbox=self._inbox,
            recordings=Recordings(downloading(self.client), longest=longest, pause=self.pause),
            me=self.me,
            name=companion.persona.name[language],
            language=language,
            interval=self.interval,
        )
        return Clerk(
            messenger=messenger,
            door=door,
            hosting=hosting,
            attendant=Attendant(messenger=messenger, conversations=self.talks, commands=commands),
            companion=companion,
            language=language,
        )

    def _listen(self, inflow: Inflow, reception: Reception) -> None:
        Events(
            client=self.client,
            bounds=self.bounds,
            reader=Reader(self.me, self.talks.companion.persona.name, self.bounds),
            inflow=inflow,
            missed=self.missed,
            people=lambda: self.guests.allowed,
            reception=reception,
        ).listen()

    def _rooms(self, door: Door) -> "Rooms | None":
        """The conversations in voice channels; None where a library is missing that they need."""
        try:
            from bot.adapters.discord.voice.rooms import Rooms
        except ImportError:
            log.warning("voice channels need davey and PyNaCl", code=MissingExtra.code)
            return None
        rooms = Rooms(self.talks, self.settings, admits=self._admits, spend=door.spend)
        self.client.hear("voice_state_update", rooms.moved)
        return rooms

    async def _offer(self, reception: Reception, commands: Commands, hosting: Hosting) -> None:
        tree = Tree(self.client, reception.answer, language=self.settings.language[0])
        try:
            await tree.offer(commands.offered, hosting.offered)
        except (discord.HTTPException, *AWAY):
            log.warning("the slash commands could not be set")

    @asynccontextmanager
    async def _flowing(self, inflow: Inflow, receiver: Receiver) -> AsyncIterator[None]:
        """Take in what happens; at the end, finish what was begun."""
        flowing = asyncio.create_task(inflow.run(), name="maum-discord-inflow")
        try:
            yield
        finally:
            flowing.cancel()
            await asyncio.wait([flowing])
            await receiver.close(self.settings.discord.grace)
            await self.missed.keep()

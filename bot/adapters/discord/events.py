"""From the client's events to what is answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import discord
import structlog

from bot.adapters.discord.bounds import Bounds
from bot.adapters.discord.choices import tapped
from bot.adapters.discord.client import Client
from bot.adapters.discord.inflow import Happening, Inflow
from bot.adapters.discord.mail import AWAY
from bot.adapters.discord.missed import Missed
from bot.adapters.discord.reader import Reader
from bot.adapters.discord.reception import Reception
from bot.adapters.messaging.told import Told
from config.logs import described

log = structlog.get_logger("maum.discord")


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Listens to a client."""

    client: Client
    bounds: Bounds
    reader: Reader
    inflow: Inflow
    missed: Missed
    people: Callable[[], Sequence[int]]
    """Who may talk, and so may have written in private."""
    reception: Reception

    def listen(self) -> None:
        """Hear the client from now on."""
        client = self.client
        client.hear("connect", self._connected)
        client.hear("ready", self._ready)
        client.hear("message", self._message)
        client.hear("raw_message_edit", self._edit)
        client.hear("raw_reaction_add", self._reaction)
        client.hear("interaction", self._interaction)

    async def _connected(self) -> None:
        """A new session begins, and tells nothing of what was before."""
        self.inflow.hold()

    async def _ready(self) -> None:
        await self.inflow.catch_up(self._what_was_missed)

    async def _message(self, message: discord.Message) -> None:
        told = self._read(lambda: self.reader.read(message))
        self.inflow.put(Happening(message=message.id, told=told))

    async def _edit(self, edit: discord.RawMessageUpdateEvent) -> None:
        if told := self._read(lambda: self.reader.read_edit(edit.message)):
            version = f"{edit.message.edited_at:%Y%m%d%H%M%S%f}"
            self.inflow.put(Happening(message=edit.message_id, told=told, version=version))

    async def _reaction(self, reaction: discord.RawReactionActionEvent) -> None:
        if told := self._read(lambda: self.reader.read_reaction(reaction)):
            version = f"reaction {reaction.emoji.name}"
            self.inflow.put(Happening(message=reaction.message_id, told=told, version=version))

    async def _interaction(self, interaction: discord.Interaction) -> None:
        if command := tapped(interaction):
            await self.reception.answer(interaction, command)

    async def _what_was_missed(self) -> Sequence[Happening]:
        found = await self.missed.messages(self.client, self.people())
        return [Happening(message=one.id, told=await self._told_then(one)) for one in found]

    async def _told_then(self, message: discord.Message) -> Told | None:
        """What *message*, of a channel's history, tells; that does not name its author's roles."""
        told = self._read(lambda: self.reader.read(message))
        if told is None or message.guild is None or not self.bounds.by_role:
            return told
        try:
            member = await message.guild.fetch_member(message.author.id)
        except (discord.HTTPException, *AWAY):
            return told
        sender = replace(told.sender, introduced=self.bounds.introduces(member))
        return replace(told, sender=sender)

    def _read(self, read: Callable[[], Told | None]) -> Told | None:
        try:
            return read()
        except Exception as error:  # of a kind that nobody foresaw; the next one may be fine
            log.error("a message could not be read", **described(error))
            return None

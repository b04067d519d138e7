"""What Discord does for the answers that are sent through it."""

from dataclasses import dataclass

import discord

from bot.adapters.discord.mail import AWAY, Mail
from bot.adapters.discord.place import channel_of
from bot.adapters.discord.presence import presence
from bot.adapters.discord.response import Response
from bot.adapters.messaging.presence import Presence
from bot.adapters.messaging.recordings import Recordings
from bot.adapters.messaging.told import Recorded, Sender, Tapped
from bot.protocols import Inbox, Pending
from speech.audio import Audio

_HEART = "❤️"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordMessenger:
    """Satisfies `bot.adapters.messaging.messenger.Messenger`."""

    mail: Mail
    inbox: Inbox
    recordings: Recordings
    me: discord.ClientUser
    name: str
    """What the companion is called beside its face."""
    language: str
    """What is spoken to those whose language is not known."""
    interval: float = 1.5
    """Seconds between two edits of a reply that grows."""

    @property
    def private_link(self) -> str:
        """Where somebody may talk with the bot alone: a mention opens its profile."""
        return self.me.mention

    def response(self, pending: Pending, sender: Sender, /) -> Response:
        """The answer to *pending*, in the place where *sender* told it."""
        language = sender.language or self.language
        return Response(self.mail, self.inbox, pending, sender, name=self.name, language=language)

    def presence(self, response: Response, sender: Sender, /) -> Presence:
        """What is shown while *response* is made."""
        return presence(self.mail, response, sender, interval=self.interval)

    async def fetch(self, recorded: Recorded, /) -> Audio:
        """The recording; raises `MessageError`."""
        return await self.recordings.fetch(recorded)

    async def like(self, sender: Sender, /) -> bool:
        """Give the message a heart; false if that cannot be."""
        channel = self.mail.client.get_partial_messageable(channel_of(sender))
        try:
            await channel.get_partial_message(sender.message).add_reaction(_HEART)
        except (discord.HTTPException, *AWAY):
            return False
        return True

    async def acknowledge(self, tapped: Tapped, /) -> None:
        """Nothing: what is tapped on Discord is answered as an interaction, not as a letter."""

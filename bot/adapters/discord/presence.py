"""What a channel on Discord shows while an answer is made: typing, and the text as it grows by edits."""

from contextlib import suppress

import discord

from bot.adapters.discord.mail import AWAY, Mail
from bot.adapters.discord.pages import growing
from bot.adapters.discord.place import channel_of
from bot.adapters.discord.response import Response
from bot.adapters.messaging.presence import Presence, Rhythm
from bot.adapters.messaging.told import Sender
from config.errors import MaumError

_TYPING = 8.0
"""Seconds between two signs of typing; Discord shows one for ten."""


def presence(mail: Mail, response: Response, sender: Sender, *, interval: float) -> Presence:
    """Shows that *response* is made, with *interval* seconds between two edits."""
    rhythm = Rhythm(sign=_TYPING, first=interval, next=interval)
    return Presence(_Display(mail, response, sender), rhythm)


class _Display:
    """Satisfies `bot.adapters.messaging.presence.Display`."""

    def __init__(self, mail: Mail, response: Response, sender: Sender) -> None:
        self._mail = mail
        self._response = response
        self._sender = sender

    async def sign(self, *, recording: bool) -> None:  # noqa: ARG002 - Discord knows typing alone
        """Show typing."""
        channel = self._mail.client.get_partial_messageable(channel_of(self._sender))
        with suppress(discord.HTTPException, *AWAY):
            await channel.typing()

    def shown(self, text: str) -> str:
        """The beginning of *text*."""
        return growing(text) if text.strip() else ""

    async def grow(self, shown: str) -> bool:
        """Show *shown*; false after a refusal."""
        quote = None if self._sender.place.is_private else self._sender.message
        try:
            await self._response.begin(shown, quote=quote)
        except (discord.HTTPException, MaumError):
            return False
        return True

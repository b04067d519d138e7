"""Speaking first on Discord."""

import asyncio
import secrets

import discord

from bot.adapters.admission.guests import Guests
from bot.adapters.discord.mail import Mail
from bot.adapters.discord.pages import pages
from bot.events import ChatKey
from config.errors import Unreachable

_WITHIN = 60.0
"""Seconds; a greeting that would come hours late is let go, and others wait behind it."""


class DiscordCaller:
    """A `bot.protocols.Caller` for those who may talk; a role alone does not let them be called."""

    def __init__(self, mail: Mail, guests: Guests, *, within: float = _WITHIN) -> None:
        """*within*: seconds for which an outage is waited out."""
        self._mail = mail
        self._guests = guests
        self._within = within

    async def call(self, chat: ChatKey, text: str, /) -> None:
        """Say *text*; raises `Unreachable` where the person has left or may not talk any more, and
        where Discord does not answer."""
        if not self._guests.admits(int(chat.person)):
            raise Unreachable
        try:
            async with asyncio.timeout(self._within):
                for page in pages(text):
                    await self._mail.send(
                        int(chat.chat),
                        lambda page=page: {"content": page},  # type: ignore[misc]
                        name=secrets.token_hex(),
                    )
        except (discord.HTTPException, TimeoutError) as error:
            raise Unreachable from error

"""Speaking first on Discord."""

import secrets

import discord

from bot.adapters.admission.guests import Guests
from bot.adapters.discord.mail import Mail
from bot.adapters.discord.pages import pages
from bot.events import ChatKey
from config.errors import Unreachable


class DiscordCaller:
    """A `bot.protocols.Caller` for those who may talk; a role alone does not let them be called."""

    def __init__(self, mail: Mail, guests: Guests) -> None:
        self._mail = mail
        self._guests = guests

    async def call(self, chat: ChatKey, text: str, /) -> None:
        """Say *text*; raises `Unreachable` where the person has left or may not talk any more."""
        if not self._guests.admits(int(chat.person)):
            raise Unreachable
        for page in pages(text):
            try:
                await self._mail.send(
                    int(chat.chat),
                    lambda page=page: {"content": page},  # type: ignore[misc]
                    name=secrets.token_hex(),
                )
            except discord.HTTPException as error:
                raise Unreachable from error

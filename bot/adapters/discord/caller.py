"""Speaking first on Discord."""

import secrets
from collections.abc import Awaitable, Callable

import discord

from bot.adapters.discord.mail import Mail
from bot.adapters.discord.pages import pages
from bot.events import ChatKey
from config.errors import Unreachable


def speaking(mail: Mail) -> Callable[[ChatKey, str], Awaitable[None]]:
    """Sends a text to a private channel; raises `Unreachable`."""

    async def send(chat: ChatKey, text: str) -> None:
        for page in pages(text):
            content = {"content": page}
            try:
                await mail.send(
                    int(chat.chat),
                    lambda content=content: content,  # type: ignore[misc]
                    name=secrets.token_hex(),
                )
            except discord.HTTPException as error:
                raise Unreachable from error

    return send

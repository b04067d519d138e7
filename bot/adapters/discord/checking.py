"""Whether the settings for Discord work, told without disturbing a maum that runs."""

import discord

from bot.adapters.discord.client import Client, explained
from bot.adapters.discord.mail import AWAY
from config.settings import DiscordSettings

_READS = "in servers it can read what is written (message content intent is on)"
_MENTIONS = (
    "in servers it can read mentions only: turn on Message Content Intent at "
    "https://discord.com/developers/applications, Bot"
)


async def checked(settings: DiscordSettings) -> str:
    """What there is to know about the bot; raises `TokenRefused` or `MessengerAway`."""
    async with Client(settings, content=True) as client:
        try:
            await client.login(settings.token)
        except (discord.LoginFailure, discord.HTTPException, *AWAY) as error:
            raise explained(error) from None
        flags, me = client.application_flags, client.user
        reads = flags.gateway_message_content or flags.gateway_message_content_limited
        name = me.name if me else ""
        return "; ".join([name, _READS if reads else _MENTIONS, f"invite: {client.invitation}"])

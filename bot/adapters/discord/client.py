"""The library's client, pointed at Discord or at a server of one's own."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from config.errors import MaumError, MessengerAway, MessengerRefused, TokenRefused
from config.settings import DiscordSettings

_PUBLIC = Route.BASE
_GATEWAY = DiscordWebSocket.DEFAULT_GATEWAY
_PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,
    embed_links=True,
    attach_files=True,
    add_reactions=True,
    send_voice_messages=True,
    connect=True,
    speak=True,
    use_voice_activation=True,
)

_UNKNOWN_TOKEN = 4004
_REFUSALS = {
    4010: "the bot says that it is a shard, which maum never is; is another server set?",
    4011: "the bot is in more servers than one connection may serve; take it out of some",
    4012: "this version of Discord's gateway is spoken no more; update maum",
    4013: "what maum wants to be told does not exist there; update maum",
}
"""Why Discord closes a connection for good, by its code."""

Hear: TypeAlias = Callable[..., Awaitable[None]]


class Client(discord.Client):
    """A client that pings nobody."""

    def __init__(
        self, settings: DiscordSettings, *, content: bool, ready_after: float = 2.0
    ) -> None:
        """*content*: whether to ask for what is written in servers, which Discord must allow.

        *ready_after*: seconds without news of another server, after which all are known. The
        addresses hold for all clients of the process: the library knows no other way.
        """
        Route.BASE = settings.api_base.rstrip("/") or _PUBLIC
        DiscordWebSocket.DEFAULT_GATEWAY = (
            URL(settings.gateway_url) if settings.gateway_url else _GATEWAY
        )
        intents = discord.Intents.none()
        intents.guilds = intents.voice_states = True
        intents.messages = intents.dm_reactions = True
        intents.message_content = content
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=ready_after,
        )

    def hear(self, event: str, listener: Hear) -> None:
        """Let *listener* be called with every *event*, for example ``message``."""
        setattr(self, f"on_{event}", listener)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """As the library does, but only until the client closes.

        Its wait for news of all servers may outlast a short session, and has no loop then.
        """
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    @property
    def invitation(self) -> str:
        """The link that lets the bot into a server."""
        assert self.application_id is not None
        return discord.utils.oauth_url(
            self.application_id, permissions=_PERMISSIONS, scopes=("bot", "applications.commands")
        )


def explained(error: Exception) -> MaumError:
    """*error* as one of ours; the library's own text may hold what was sent."""
    code = error.code if isinstance(error, discord.ConnectionClosed) else None
    if isinstance(error, discord.LoginFailure) or code == _UNKNOWN_TOKEN:
        return TokenRefused(
            "Discord does not know DISCORD_TOKEN; take a new one at "
            "https://discord.com/developers/applications, Bot, Reset Token"
        )
    if code in _REFUSALS:
        return MessengerRefused(f"Discord refuses the connection ({code}): {_REFUSALS[code]}")
    return MessengerAway("Discord cannot be reached")

"""Messages that arrive once, whatever breaks on the way.

Discord knows a message by its nonce for some minutes: sent again, it is not shown again, and its id
comes back. After a longer time, or a crash, it is looked for among the messages of its channel.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias, TypeVar

import aiohttp
import discord
import structlog

from config.errors import TokenRefused, Unreachable

log = structlog.get_logger("maum.discord")

T = TypeVar("T")
Content: TypeAlias = Callable[[], Mapping[str, Any]]
"""What `discord.abc.Messageable.send` takes, made anew for every try: sending uses files up."""

AWAY = (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError)
"""What is raised where Discord does not answer, or is broken."""
_TOO_MANY = 429
"""The library waits as it is told, but for a few times only."""
_LOOKED_AT = 50
_LONGEST_PAUSE = 30.0


class Mail:
    """The calls that change what a channel shows; how often they may be made, the library knows."""

    def __init__(self, client: discord.Client, *, pause: float = 1.0) -> None:
        """*pause* is how many seconds a call that did not get through is first waited for."""
        self.client = client
        self._pause = pause

    async def send(self, channel: int, content: Content, *, name: str) -> int:
        """Send one new message, which *name* names among all, and return its id.

        Raises `Unreachable`, and `discord.HTTPException` where Discord refuses it as it is.
        """

        async def send() -> int:
            messageable = self.client.get_partial_messageable(channel)
            return (await messageable.send(nonce=nonce_of(name), **content())).id

        return await self.repeat(send)

    async def edit(self, channel: int, id_: int, content: Content) -> None:
        """Let the bot's message show *content*; raises as `send` does."""

        async def change() -> None:
            messageable = self.client.get_partial_messageable(channel)
            await messageable.get_partial_message(id_).edit(**content())

        await self.repeat(change)

    async def look(self, channel: int, after: int, text: str) -> int | None:
        """The id of the bot's message behind *after* that shows *text*, if there is one."""

        async def search() -> int | None:
            history = self.client.get_partial_messageable(channel).history(
                after=discord.Object(after), limit=_LOOKED_AT, oldest_first=True
            )
            own = (one async for one in history if one.author == self.client.user)
            return await anext((one.id async for one in own if one.content == text), None)

        return await self.repeat(search)

    async def repeat(self, call: Callable[[], Awaitable[T]]) -> T:
        """What *call* returns, made until Discord answers; it may be made twice without harm.

        Raises `Unreachable`, `TokenRefused`, and `discord.HTTPException` for the caller to read.
        """
        pause = self._pause
        while True:
            try:
                return await call()
            except (discord.Forbidden, discord.NotFound) as error:
                raise Unreachable from error
            except AWAY:
                pass
            except discord.HTTPException as error:
                if error.status == 401:
                    raise TokenRefused from error
                if error.status != _TOO_MANY:
                    raise
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


def nonce_of(name: str) -> str:
    """What Discord knows the message *name* by; it takes 25 characters."""
    return hashlib.sha256(name.encode()).hexdigest()[:24]

"""Downloading what people recorded on Discord."""

from collections.abc import Awaitable, Callable

import aiohttp
import discord

from bot.adapters.messaging.told import Recorded
from config.errors import FileNotFetched


def downloading(client: discord.Client) -> Callable[[Recorded], Awaitable[bytes | None]]:
    """Downloads a recording, None if it did not get through; raises `FileNotFetched`."""

    async def download(recorded: Recorded) -> bytes | None:
        try:
            return await client.http.get_from_cdn(recorded.file)
        except (discord.NotFound, discord.Forbidden) as error:
            raise FileNotFetched from error
        except (aiohttp.ClientError, OSError, TimeoutError, discord.HTTPException):
            return None

    return download

"""Fetching what people recorded."""

import asyncio

import aiohttp
import discord

from bot.adapters.messaging.told import Recorded
from config.errors import AudioTooLong, FileNotFetched, FileTooLarge
from speech.audio import Audio

_LARGEST = 20 * 1024 * 1024
"""Bytes; the same as on Telegram."""
_TRIES = 3


class Recordings:
    """Fetches recordings that are neither too large nor too long."""

    def __init__(self, client: discord.Client, *, longest: float, pause: float = 1.0) -> None:
        """*longest*: seconds; *pause*: seconds before a download is tried again."""
        self._client = client
        self._longest = longest
        self._pause = pause

    async def fetch(self, recorded: Recorded) -> Audio:
        """The recording; raises `FileTooLarge`, `AudioTooLong` or `FileNotFetched`."""
        if recorded.size > _LARGEST:
            raise FileTooLarge
        if recorded.seconds > self._longest:
            raise AudioTooLong
        for number in range(_TRIES):
            if number:
                await asyncio.sleep(self._pause)
            try:
                data = await self._client.http.get_from_cdn(recorded.file)
            except (discord.NotFound, discord.Forbidden):
                break
            except (aiohttp.ClientError, OSError, TimeoutError, discord.HTTPException):
                continue
            return Audio(data, recorded.media_type)
        raise FileNotFetched

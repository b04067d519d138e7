"""Fetching what people recorded."""

import asyncio

from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.adapters.messaging.told import Recorded
from bot.adapters.telegram.mail import seconds_of
from config.errors import AudioTooLong, FileNotFetched, FileTooLarge
from speech.audio import Audio

_LARGEST = 20 * 1024 * 1024
"""Bytes that Telegram's own server hands over."""
_TRIES = 3
_PATIENCE = 60.0


class Recordings:
    """Fetches recordings that are neither too large nor too long."""

    def __init__(self, bot: Bot, *, longest: float, pause: float = 1.0) -> None:
        """*longest*: seconds; *pause*: seconds before a download is tried again."""
        self._bot = bot
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
                file = await self._bot.get_file(recorded.file)
                data = await file.download_as_bytearray(read_timeout=_PATIENCE)
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except BadRequest as error:
                if "too big" in str(error).lower():
                    raise FileTooLarge from error
                break
            except TelegramError:
                continue
            else:
                return Audio(bytes(data), recorded.media_type)
        raise FileNotFetched

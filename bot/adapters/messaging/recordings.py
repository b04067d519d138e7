"""Fetching what people recorded."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.adapters.messaging.told import Recorded
from config.errors import AudioTooLong, FileNotFetched, FileTooLarge
from speech.audio import Audio

_LARGEST = 20 * 1024 * 1024
"""Bytes that Telegram's own server hands over; elsewhere it is the same."""
_TRIES = 3


class Recordings:
    """Fetches recordings that are neither too large nor too long."""

    def __init__(
        self,
        download: Callable[[Recorded], Awaitable[bytes | None]],
        *,
        longest: float,
        pause: float = 1.0,
    ) -> None:
        """*download* has None where it is worth another try, after *pause* seconds.

        *longest*: seconds.
        """
        self._download = download
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
            if (data := await self._download(recorded)) is not None:
                return Audio(data, recorded.media_type)
        raise FileNotFetched

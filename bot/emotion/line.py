"""A line of texts that wait to be read, one at a time."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from config.errors import EmotionBusy

Answer = TypeVar("Answer")


class Line(Generic[Answer]):
    """Has texts answered in a thread, one after another, as they came.

    So many messages at once take no more processors than one does, and beyond a number of them
    the next is refused at once instead of waiting for minutes.
    """

    def __init__(self, work: Callable[[str], Answer], *, room: int = 256) -> None:
        """*work* answers a text; it blocks. *room* is how many texts may be in line."""
        self._work = work
        self._room = room
        self._inside = 0
        self._thread = ThreadPoolExecutor(1, "maum-emotion")

    async def ask(self, text: str, /) -> Answer:
        """What *work* answers *text*, or raises; `EmotionBusy` if the line is full or closed.

        A caller who is cancelled leaves the line; what is in work already is finished for nobody.
        """
        if self._inside >= self._room:
            raise EmotionBusy(f"{self._room} texts are waiting to be read")
        asked = self._asked(text)
        self._inside += 1
        try:
            return await asyncio.wrap_future(asked)
        finally:
            self._inside -= 1

    async def close(self) -> None:
        """Return when everybody in line has an answer."""
        await asyncio.to_thread(self._thread.shutdown)

    def _asked(self, text: str) -> "Future[Answer]":
        try:
            return self._thread.submit(self._work, text)
        except RuntimeError as error:
            raise EmotionBusy("the classifier was closed") from error

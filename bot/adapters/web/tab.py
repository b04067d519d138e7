"""One open page of a person."""

import asyncio
import json
from collections.abc import Mapping

from starlette.websockets import WebSocket

_BEHIND = 256
"""Frames that a page may be behind: more than a long spoken reply has."""
OVERLOADED = 1013
"""The close code for "try again later"."""


class Tab:
    """The sending side of a websocket; a page that does not read never holds the others up."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._frames: asyncio.Queue[str] = asyncio.Queue(maxsize=_BEHIND)
        self._lost = False

    def send(self, message: Mapping[str, object], /) -> None:
        """Queue *message*; a tab that is too far behind is closed, and comes back by itself."""
        try:
            self._frames.put_nowait(json.dumps(message))
        except asyncio.QueueFull:
            self._lost = True

    def restart(self, message: Mapping[str, object]) -> None:
        """Begin again with *message*, which contains all that is still queued."""
        while not self._frames.empty():
            self._frames.get_nowait()
        self._lost = False
        self.send(message)

    async def write(self) -> None:
        """Send what is queued until cancelled, or until the page is too far behind."""
        while not self._lost:
            await self._socket.send_text(await self._frames.get())
        await self._socket.close(OVERLOADED)

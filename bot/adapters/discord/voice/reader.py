"""Reading a call's socket, on a thread of its own."""

import select
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from discord.voice_state import SocketReader

if TYPE_CHECKING:
    from bot.adapters.discord.voice.connection import Connection

_LOOK, _CLOSED = 0.5, 0.02
"""Seconds between two looks at the socket, while it is open and while it is not."""
_BREATH, _SHORT_BREATH = 0.2, 0.05
"""Seconds for which packets gather, and for which they do while the companion speaks and may be
interrupted: every waking costs as much as a packet."""
_MOST, _LARGEST = 1000, 2048
"""Packets that are read before what is in them is told, and bytes of a packet."""


class Reader(SocketReader):
    """Reads packets, some at a time, and looks often whether the socket is still the same.

    discord.py's own looks every 30 s only, for which a reconnect may have to wait.
    """

    state: "Connection"
    settle: Callable[[], bool] = staticmethod(lambda: False)
    """Called when packets were read, and while it says that something waits."""

    def _do_run(self) -> None:
        patience = _LOOK
        while not self._end.is_set():
            if not self._running.wait(_LOOK):
                continue
            try:
                came = self._read(patience)
            except (AttributeError, OSError, TypeError, ValueError):
                self._end.wait(_CLOSED)  # it is being exchanged
                continue
            patience = _BREATH if self.settle() else _LOOK
            if came:
                time.sleep(_SHORT_BREATH if self.state.voice_client.telling else _BREATH)

    def _read(self, patience: float) -> bool:
        """Hand on what has come, or what comes next; whether there was anything."""
        came = self._drain()
        if not came and select.select([self.state.socket], [], [], patience)[0]:
            came = self._drain()
        return came

    def _drain(self) -> bool:
        for number in range(_MOST):
            try:
                data = self.state.socket.recv(_LARGEST)
            except BlockingIOError:
                return number > 0
            for take in list(self._callbacks):
                take(data)
        return True

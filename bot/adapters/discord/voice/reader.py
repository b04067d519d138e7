"""Reading a call's socket, on a thread of its own."""

import select
import time
from typing import TYPE_CHECKING

from discord.voice_state import SocketReader

from bot.adapters.discord.voice.receiver import Receiver

if TYPE_CHECKING:
    from bot.adapters.discord.voice.connection import Connection

_LOOK, _CLOSED = 0.5, 0.02
"""Seconds between two looks at the socket, while it is open and while it is not."""
_BREATH, _SHORT_BREATH, _SHORTEST_BREATH = 0.2, 0.05, 0.02
"""Seconds for which packets gather: every waking costs more than a packet. The second ones hold
while the companion speaks and may be interrupted, the last ones while somebody begins to."""
_MOST, _LARGEST = 1000, 2048
"""Packets that are read before what is in them is told, and bytes of a packet."""
_GATHERED = 200
"""Packets that gather at most, where no flood comes all at once: more of them might be lost."""


class Reader(SocketReader):
    """Reads packets, some at a time, and looks often whether the socket is still the same.

    discord.py's own looks every 30 s only, for which a reconnect may have to wait.
    """

    state: "Connection"
    receiver: Receiver | None = None
    """Told when packets were read, and while it says that something waits."""

    def _do_run(self) -> None:
        patience, breath = _LOOK, _BREATH
        while not self._end.is_set():
            if not self._running.wait(_LOOK):
                continue
            try:
                came = self._read(patience)
            except (AttributeError, OSError, TypeError, ValueError):
                self._end.wait(_CLOSED)  # it is being exchanged
                continue
            telling = self.state.voice_client.telling
            waits = self.receiver is not None and self.receiver.settle(gathering=telling)
            patience = _BREATH if waits else _LOOK
            if came:
                breath = min(self._breath(telling), 2 * breath, breath * _GATHERED / came)
                time.sleep(breath)

    def _breath(self, telling: bool) -> float:
        if not telling:
            return _BREATH
        return _SHORTEST_BREATH if self.receiver and self.receiver.begins else _SHORT_BREATH

    def _read(self, patience: float) -> int:
        """Hand on what has come, or what comes next; how many packets that was."""
        came = self._drain()
        if not came and select.select([self.state.socket], [], [], patience)[0]:
            came = self._drain()
        return came

    def _drain(self) -> int:
        for number in range(_MOST):
            try:
                data = self.state.socket.recv(_LARGEST)
            except BlockingIOError:
                return number
            for take in list(self._callbacks):
                take(data)
        return _MOST

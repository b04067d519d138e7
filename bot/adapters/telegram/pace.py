"""How often Telegram may be called.

It takes about a message a second in a private chat, 20 a minute in a group and 30 a second
overall, with short bursts, and says 429 with seconds to wait where that was too much.
"""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field

from bot.adapters.telegram.place import Place


@dataclass(frozen=True, slots=True)
class Rate:
    """At most *calls* in any *seconds*."""

    calls: int
    seconds: float


@dataclass(slots=True)
class _Window:
    rate: Rate
    calls: deque[float] = field(default_factory=deque)
    blocked_until: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until there is room for a call."""
        while self.calls and self.calls[0] <= now - self.rate.seconds:
            self.calls.popleft()
        full = len(self.calls) >= self.rate.calls
        room = self.calls[0] + self.rate.seconds - now if full else 0.0
        return max(room, self.blocked_until - now, 0.0)


PRIVATE = Rate(9, 10.0)
GROUP = Rate(18, 60.0)
OVERALL = Rate(27, 1.0)
_MOST_CHATS = 10_000


class Pace:
    """Counts calls; a chat that has to wait keeps no other waiting."""

    def __init__(
        self, *, private: Rate = PRIVATE, group: Rate = GROUP, overall: Rate = OVERALL
    ) -> None:
        self._private, self._group = private, group
        self._overall = _Window(overall)
        self._chats: dict[int, _Window] = {}

    async def turn(self, place: Place) -> None:
        """Return when a message may be sent to *place*, and count it."""
        window = self._window(place)
        now = time.monotonic()
        while (wait := max(window.wait(now), self._overall.wait(now))) > 0:
            await asyncio.sleep(wait)
            now = time.monotonic()
        window.calls.append(now)
        self._overall.calls.append(now)

    def spare(self, place: Place) -> bool:
        """Whether there is room in *place* for what may as well be left out; counts it if so."""
        window, now = self._window(place), time.monotonic()
        if window.wait(now) or self._overall.wait(now):
            return False
        if len(window.calls) * 2 >= window.rate.calls:
            return False
        if not place.is_private:
            window.calls.append(now)
        self._overall.calls.append(now)
        return True

    def stop(self, place: Place, seconds: float) -> None:
        """Send nothing to *place* for *seconds*, as Telegram asked."""
        self._window(place).blocked_until = time.monotonic() + seconds

    def _window(self, place: Place) -> _Window:
        if place.chat not in self._chats:
            if len(self._chats) >= _MOST_CHATS:
                self._forget()
            self._chats[place.chat] = _Window(self._private if place.is_private else self._group)
        return self._chats[place.chat]

    def _forget(self) -> None:
        now = time.monotonic()
        busy = {chat: one for chat, one in self._chats.items() if one.wait(now) or one.calls}
        self._chats = busy

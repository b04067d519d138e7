"""What goes wrong on purpose."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from servers.telegram.refusals import Refusal, forbidden, too_many_requests
from servers.telegram.wire import Cut

When: TypeAlias = Literal["before", "after"]
"""Before the call has its effect, or after it: then only the answer is lost."""


@dataclass(eq=False)
class Fault:
    """What happens to *times* calls of a method: one of the first three."""

    refusal: Refusal | None = None
    """The answer instead of the right one, and nothing has its effect."""
    cut: When | None = None
    """The connection is closed without an answer."""
    hang: When | None = None
    """There is no answer until the server is told to `release` it, and then it is cut."""
    times: int = 1
    applies: Callable[[Mapping[str, Any]], bool] = lambda _: True
    """Which calls, by their parameters as in `Call.given`."""
    met: int = 0
    """Calls that it has happened to."""
    released: asyncio.Event = field(default_factory=asyncio.Event)
    """Belongs to the server's loop."""

    @property
    def when(self) -> When:
        return self.cut or self.hang or "before"

    async def strike(self) -> None:
        """Raises `Cut` or the refusal."""
        if self.refusal:
            raise self.refusal
        if self.hang:
            await self.released.wait()
        raise Cut


class Faults:
    """The faults that wait, by the method whose calls they are for."""

    def __init__(self, lock: threading.RLock) -> None:
        self._lock = lock
        self._waiting: dict[str, list[Fault]] = {}
        self._taken: dict[Fault, int] = {}

    def add(self, method: str, fault: Fault) -> None:
        with self._lock:
            self._waiting.setdefault(method, []).append(fault)

    def take(self, method: str, given: Mapping[str, Any]) -> Fault | None:
        """The fault that this call is to meet."""
        with self._lock:
            waiting = self._waiting.get(method, [])
            found = next((one for one in waiting if one.applies(given)), None)
            if found:
                self._taken[found] = self._taken.get(found, 0) + 1
                if self._taken[found] >= found.times:
                    waiting.remove(found)
            return found


def flood(retry_after: int = 1) -> Refusal:
    """429; until the time is over, the chat's further messages meet it too."""
    return too_many_requests(retry_after)


def broken(status: int = 502) -> Refusal:
    """5xx."""
    return Refusal(status, {502: "Bad Gateway", 504: "Gateway Timeout"}.get(status, "Internal"))


def blocked() -> Refusal:
    return forbidden("bot was blocked by the user")

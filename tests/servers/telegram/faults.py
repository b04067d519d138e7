"""What goes wrong on purpose."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from servers.telegram.refusals import Refusal, forbidden, too_many_requests

When: TypeAlias = Literal["before", "after"]
"""Before the call has its effect, or after it: then only the answer is lost."""


@dataclass(eq=False)
class Fault:
    """What happens to *times* calls of a method."""

    refusal: Refusal | None = None
    """The answer instead of the right one."""
    cut: When | None = None
    """The connection is closed without an answer."""
    hang: When | None = None
    """There is no answer until `release`, and none then: the connection is closed."""
    times: int = 1
    taken: int = 0
    """Calls that it was meant for."""
    met: int = 0
    """Calls that it has happened to."""
    applies: Callable[[dict[str, Any]], bool] = lambda _: True
    """Which calls, by their parameters as they were sent."""
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def when(self) -> When:
        return self.cut or self.hang or "before"

    async def released(self) -> None:
        await self._released.wait()

    def let_go(self) -> None:
        """Close what hangs; called on the server's loop."""
        self._released.set()


def flood(retry_after: int = 1) -> Refusal:
    """429; until the time is over, the chat's further calls meet it too."""
    return too_many_requests(retry_after)


def broken(status: int = 502) -> Refusal:
    """5xx."""
    return Refusal(status, {502: "Bad Gateway", 504: "Gateway Timeout"}.get(status, "Internal"))


def blocked() -> Refusal:
    return forbidden("bot was blocked by the user")

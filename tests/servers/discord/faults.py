"""What goes wrong on purpose."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from servers.discord.refusals import Refusal

When: TypeAlias = Literal["before", "after"]


@dataclass(eq=False, kw_only=True)
class Fault:
    """What the next calls of one route meet; *applies* looks at their JSON."""

    refusal: Refusal | None = None
    cut: When | None = None
    """The connection breaks before or after the call is done."""
    hang: When | None = None
    """Nothing comes until `released`; then the connection breaks."""
    times: int = 1
    applies: Callable[[dict[str, Any]], bool] = lambda _: True
    met: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def strike(self, when: When) -> bool:
        """Whether the connection is to break at this moment; raises `Refusal`."""
        if self.refusal and when == "before":
            raise self.refusal
        if self.hang == when:
            await self.released.wait()
        return when in (self.cut, self.hang)

"""Somebody to whom a turn is told."""

import asyncio

from bot.events import Delta, TurnEvent


class Reader:
    """Collects the events of one turn and lets a test wait for them."""

    def __init__(self) -> None:
        self.events: list[TurnEvent] = []
        self._changed = asyncio.Event()

    async def __call__(self, event: TurnEvent) -> None:
        self.events.append(event)
        self._changed.set()

    async def until(self, kind: type | tuple[type, ...]) -> None:
        while not any(isinstance(event, kind) for event in self.events):
            self._changed.clear()
            await self._changed.wait()

    @property
    def text(self) -> str:
        return "".join(event.text for event in self.events if isinstance(event, Delta))

"""What a chat shows while an answer is made: that it is, and the text as it grows.

All of it may be left out: it never keeps the answer waiting for long, and a refusal ends it.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When something is shown, in seconds."""

    at_once: float = 0.0
    """Within which an answer comes before anybody wonders: nothing is shown."""
    sign: float
    """Between two signs that an answer is made."""
    first: float
    """To the first of the text: what is written at once is not worth it."""
    next: float
    """Between two states of the text."""


class Display(Protocol):
    """How a messenger shows it; what it cannot show it leaves out."""

    async def sign(self, *, recording: bool) -> None:
        """Show that an answer is made, *recording* or in writing."""
        ...

    def shown(self, text: str) -> str:
        """What is shown of *text*, the answer so far; empty for nothing."""
        ...

    async def grow(self, shown: str) -> bool:
        """Show that; false where no more of the text can be shown."""
        ...


class Presence:
    """Shows that an answer is being made, until it is `over`."""

    def __init__(self, display: Display, rhythm: Rhythm) -> None:
        self._display = display
        self._rhythm = rhythm
        self._text = self._shown = ""
        self._changed = asyncio.Event()
        self._calling = asyncio.Lock()
        self._silent = self._recording = self._refused = False

    def show(self, text: str) -> None:
        """Show *text*, the answer so far, when it is time."""
        self._text = text
        self._changed.set()

    async def over(self) -> None:
        """Show no more of the text; returns when nothing is on its way."""
        self._silent = True
        async with self._calling:
            pass

    async def record(self) -> None:
        """Show that a voice note is being made, once the text is there."""
        self._silent, self._recording = False, True
        await self._sign()

    async def run(self) -> None:
        """Work until cancelled."""
        await asyncio.sleep(self._rhythm.at_once)
        await self._sign()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._rhythm.sign):
                    await self._changed.wait()
            grown = self._changed.is_set() and not (self._recording or self._refused)
            if grown:
                await asyncio.sleep(self._rhythm.next if self._shown else self._rhythm.first)
            self._changed.clear()
            await (self._grow() if grown else self._sign())

    async def _sign(self) -> None:
        async with self._calling:
            if not self._silent:
                await self._display.sign(recording=self._recording)

    async def _grow(self) -> None:
        async with self._calling:
            shown = self._display.shown(self._text)
            if self._silent or self._recording or shown in {"", self._shown}:
                return
            self._refused = not await self._display.grow(shown)
            self._shown = shown

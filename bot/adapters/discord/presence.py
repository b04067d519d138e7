"""What a channel shows while an answer is made: typing, and the text as it grows by edits.

All of it may be left out: it never keeps the answer waiting for long, and a refusal ends it.
"""

import asyncio
from contextlib import suppress

import discord

from bot.adapters.discord.mail import AWAY, Mail
from bot.adapters.discord.pages import growing
from bot.adapters.discord.response import Response
from bot.adapters.messaging.told import Sender
from config.errors import MaumError

_TYPING = 8.0
"""Seconds between two signs of typing; Discord shows one for ten."""


class Presence:
    """Shows that an answer is being made, until it is `over`."""

    def __init__(
        self, mail: Mail, response: Response, sender: Sender, *, interval: float = 1.5
    ) -> None:
        """*interval*: seconds between two edits; Discord allows five in five seconds."""
        self._mail = mail
        self._response = response
        self._sender = sender
        self._interval = interval
        self._text = self._shown = ""
        self._changed = asyncio.Event()
        self._calling = asyncio.Lock()
        self._silent = self._refused = False

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
        """Show that there is something to come, once the text is there."""
        self._silent, self._refused = False, True
        await self._type()

    async def run(self) -> None:
        """Work until cancelled."""
        await self._type()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_TYPING):
                    await self._changed.wait()
            if self._changed.is_set() and not self._refused:
                # A reply that is written at once is not worth an edit.
                await asyncio.sleep(self._interval)
                self._changed.clear()
                await self._grow()
            else:
                self._changed.clear()
                await self._type()

    async def _type(self) -> None:
        async with self._calling:
            if self._silent:
                return
            channel = self._mail.client.get_partial_messageable(int(self._sender.place.key))
            with suppress(discord.HTTPException, *AWAY):
                await channel.typing()

    async def _grow(self) -> None:
        text = self._text.strip()
        async with self._calling:
            shown = growing(text)
            if self._silent or self._refused or not text or shown == self._shown:
                return
            self._shown = shown
            try:
                await self._response.begin(self._shown, quote=self._quote)
            except (discord.HTTPException, MaumError):
                self._refused = True

    @property
    def _quote(self) -> int | None:
        return None if self._sender.place.is_private else self._sender.message

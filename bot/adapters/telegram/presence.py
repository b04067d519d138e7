"""What a chat shows while an answer is made: typing, and the text as it grows.

In a private chat the text grows in a draft, in a group by edits of a first message; never both.
All of it may be left out: it never keeps the answer waiting, and the first refusal ends it.
"""

import asyncio
from contextlib import suppress

from telegram.constants import ChatAction
from telegram.error import RetryAfter, TelegramError

from bot.adapters.telegram.mail import Mail, seconds_of
from bot.adapters.telegram.pages import MOST, Page, plain
from bot.adapters.telegram.response import Response
from config.errors import Unreachable

_AT_ONCE = 0.6
"""Seconds within which an answer comes before anybody wonders: nothing is shown."""
_ACTION = 4.0
"""Seconds between two actions; Telegram shows one for five."""
_PATIENCE = 3.0
"""Seconds that a call may take."""


class Presence:
    """Shows that an answer is being made, until it is `over`."""

    def __init__(self, mail: Mail, response: Response, *, message: int) -> None:
        """*message* is the id of the message that is answered."""
        self._mail = mail
        self._response = response
        self._message = message
        self._text = self._shown = ""
        self._changed = asyncio.Event()
        self._calling = asyncio.Lock()
        self._silent = self._refused = False
        self._action = ChatAction.TYPING
        # A reply that is written at once is not worth a draft.
        self._first, self._interval = (0.4, 0.8) if self._response.place.is_private else (2.0, 3.0)

    def show(self, text: str) -> None:
        """Show *text*, the answer so far, when it is time."""
        self._text = text
        self._changed.set()

    async def over(self) -> None:
        """Show nothing more; returns when nothing is on its way."""
        self._silent = True
        async with self._calling:
            pass

    async def run(self) -> None:
        """Work until cancelled."""
        await asyncio.sleep(_AT_ONCE)
        await self._act()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_ACTION):
                    await self._changed.wait()
            if self._changed.is_set() and not self._refused:
                await asyncio.sleep(self._interval if self._shown else self._first)
                self._changed.clear()
                await self._grow()
            else:
                self._changed.clear()
                await self._act()

    async def record(self) -> None:
        """Show that a voice note is being made, once the text is there."""
        self._action = ChatAction.RECORD_VOICE
        self._silent, self._refused = False, True
        await self._act()

    async def _act(self) -> None:
        async with self._calling:
            if self._silent or not self._mail.pace.spare(self._response.place):
                return
            with suppress(TelegramError):
                await self._mail.bot.send_chat_action(
                    self._response.place.chat,
                    self._action,
                    message_thread_id=self._response.place.thread,
                    read_timeout=_PATIENCE,
                )

    async def _grow(self) -> None:
        text = plain(self._text)[: MOST // 2].strip()
        async with self._calling:
            if self._silent or self._refused or not text or text == self._shown:
                return
            if not self._mail.pace.spare(self._response.place):
                return
            try:
                await (self._draw(text) if self._response.place.is_private else self._edit(text))
            except RetryAfter as error:
                self._mail.pace.stop(self._response.place, seconds_of(error))
                self._refused = True
            except (TelegramError, Unreachable):
                self._refused = True
            self._shown = text

    async def _draw(self, text: str) -> None:
        await self._mail.bot.send_message_draft(
            self._response.place.chat,
            self._message,  # names the draft
            text,
            message_thread_id=self._response.place.thread,
            read_timeout=_PATIENCE,
        )

    async def _edit(self, text: str) -> None:
        await self._response.begin(Page(f"{text} …"), quote=self._message)

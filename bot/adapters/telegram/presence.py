"""What a chat on Telegram shows while an answer is made: typing, and the text as it grows.

In a private chat the text grows in a draft, in a group by edits of a first message; never both.
"""

from contextlib import suppress

from telegram.constants import ChatAction
from telegram.error import RetryAfter, TelegramError

from bot.adapters.messaging.presence import Presence, Rhythm
from bot.adapters.telegram.mail import Mail, seconds_of
from bot.adapters.telegram.pages import MOST, Page, plain
from bot.adapters.telegram.response import Response
from config.errors import MaumError

# Telegram shows an action for five seconds.
_PRIVATE = Rhythm(at_once=0.6, sign=4.0, first=0.4, next=0.8)
_GROUP = Rhythm(at_once=0.6, sign=4.0, first=2.0, next=3.0)
_PATIENCE = 3.0
"""Seconds that a call may take."""


def presence(mail: Mail, response: Response, *, message: int) -> Presence:
    """Shows that *response* is made to the message of that id."""
    rhythm = _PRIVATE if response.place.is_private else _GROUP
    return Presence(_Display(mail, response, message), rhythm)


class _Display:
    """Satisfies `bot.adapters.messaging.presence.Display`."""

    def __init__(self, mail: Mail, response: Response, message: int) -> None:
        self._mail = mail
        self._response = response
        self._message = message

    async def sign(self, *, recording: bool) -> None:
        """Show typing, or recording."""
        place = self._response.place
        if not self._mail.pace.spare(place):
            return
        with suppress(TelegramError):
            await self._mail.bot.send_chat_action(
                place.chat,
                ChatAction.RECORD_VOICE if recording else ChatAction.TYPING,
                message_thread_id=place.thread,
                read_timeout=_PATIENCE,
            )

    def shown(self, text: str) -> str:
        """The beginning of *text*, without marks."""
        return plain(text)[: MOST // 2].strip()

    async def grow(self, shown: str) -> bool:
        """Show *shown* where there is room for it; false after a refusal."""
        place = self._response.place
        if not self._mail.pace.spare(place):
            return True
        try:
            await (self._draw(shown) if place.is_private else self._edit(shown))
        except RetryAfter as error:
            self._mail.pace.stop(place, seconds_of(error))
            return False
        except (TelegramError, MaumError):
            return False
        return True

    async def _draw(self, text: str) -> None:
        place = self._response.place
        await self._mail.bot.send_message_draft(
            place.chat,
            self._message,  # names the draft
            text,
            message_thread_id=place.thread,
            read_timeout=_PATIENCE,
        )

    async def _edit(self, text: str) -> None:
        await self._response.begin(Page(f"{text} …"), quote=self._message)

"""What Telegram does for the answers that are sent through it."""

from contextlib import suppress
from dataclasses import dataclass

from telegram.error import TelegramError

from bot.adapters.messaging.presence import Presence
from bot.adapters.messaging.recordings import Recordings
from bot.adapters.messaging.told import Recorded, Sender, Tapped
from bot.adapters.telegram.faces import Faces
from bot.adapters.telegram.mail import Mail
from bot.adapters.telegram.place import place_of
from bot.adapters.telegram.presence import presence
from bot.adapters.telegram.response import Response
from bot.protocols import Inbox, Pending
from speech.audio import Audio

_HEART = "❤"


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramMessenger:
    """Satisfies `bot.adapters.messaging.messenger.Messenger`."""

    mail: Mail
    inbox: Inbox
    faces: Faces
    recordings: Recordings
    language: str
    """What is spoken to those whose language Telegram does not tell."""

    @property
    def private_link(self) -> str:
        """Where somebody may talk with the bot alone."""
        return f"https://t.me/{self.mail.bot.username}"

    def response(self, pending: Pending, sender: Sender, /) -> Response:
        """The answer to *pending*, in the place where *sender* told it."""
        language = sender.language or self.language
        return Response(
            self.mail, self.inbox, self.faces, pending, place_of(sender), language=language
        )

    def presence(self, response: Response, sender: Sender, /) -> Presence:
        """What is shown while *response* is made."""
        return presence(self.mail, response, message=sender.message)

    async def fetch(self, recorded: Recorded, /) -> Audio:
        """The recording; raises `MessageError` or `BadAudio`."""
        return await self.recordings.fetch(recorded)

    async def like(self, sender: Sender, /) -> bool:
        """Give the message a heart; false if that cannot be."""
        chat = place_of(sender).chat
        try:
            await self.mail.bot.set_message_reaction(chat, sender.message, _HEART)
        except TelegramError:
            return False
        return True

    async def acknowledge(self, tapped: Tapped, /) -> None:
        """Let a button show that it was tapped."""
        with suppress(TelegramError):
            await self.mail.bot.answer_callback_query(tapped.query)

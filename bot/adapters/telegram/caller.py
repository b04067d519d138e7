"""Speaking first on Telegram."""

from functools import partial

from bot.adapters.admission.guests import Guests
from bot.adapters.telegram.mail import Mail
from bot.adapters.telegram.place import Place
from bot.events import ChatKey
from config.errors import Unreachable


class TelegramCaller:
    """A `Caller` for private chats with those who may talk."""

    def __init__(self, mail: Mail, guests: Guests) -> None:
        self._mail = mail
        self._guests = guests

    async def call(self, chat: ChatKey, text: str, /) -> None:
        """Say *text*; raises `Unreachable` where the person has left or may not talk any more."""
        if not self._guests.admits(int(chat.person)):
            raise Unreachable
        number, _, thread = chat.chat.partition("/")
        place = Place(int(number), int(thread) if thread else None)
        send = partial(
            self._mail.bot.send_message, place.chat, text, message_thread_id=place.thread
        )
        async with self._mail.alone(place):
            await self._mail.send(place, [send])

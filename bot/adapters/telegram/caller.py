"""Speaking first on Telegram."""

from collections.abc import Awaitable, Callable
from functools import partial

from bot.adapters.telegram.mail import Mail
from bot.adapters.telegram.place import Place
from bot.events import ChatKey


def speaking(mail: Mail) -> Callable[[ChatKey, str], Awaitable[None]]:
    """Sends a text to a private chat; raises `Unreachable`."""

    async def send(chat: ChatKey, text: str) -> None:
        number, _, thread = chat.chat.partition("/")
        place = Place(int(number), int(thread) if thread else None)
        way = partial(mail.bot.send_message, place.chat, text, message_thread_id=place.thread)
        async with mail.alone(place):
            await mail.send(place, [way])

    return send

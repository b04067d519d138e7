"""maum speaks first on Discord, to those who asked for it and may still talk."""

from datetime import datetime, timedelta

from scenes.discord import Run
from servers.discord import Discord, Person

from bot.conversations import Conversations
from bot.events import ChatKey
from bot.protocols import Checkin
from bot.testing import MemoryStore


async def test_who_asked_for_it_is_asked(server: Discord, mina: Person, maum: Run) -> None:
    store, talking = MemoryStore(), list[Conversations]()
    async with maum(store=store, talking=talking):
        mina.says("/checkin 9")
        await server.until(lambda: mina.chat.texts)
        stranger = ChatKey(messenger="discord", chat="77", person="77")
        await store.check_in(Checkin(chat=stranger, hours=(9,), language="en"))
        nine = (datetime.now().astimezone() + timedelta(days=1)).replace(hour=9, minute=5)
        assert await talking[0].checkins.look(nine) == 1
        await server.until(lambda: len(mina.chat.texts) == 2)
    assert talking[0].checkins.callers == {}
    assert server.strange == []

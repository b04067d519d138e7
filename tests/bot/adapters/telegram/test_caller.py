"""maum speaks first on Telegram, to those who asked for it and may still talk."""

from datetime import datetime, timedelta

from scenes.telegram import Run
from servers.telegram import Person, Telegram

from bot.checkins import Checkins
from bot.events import ChatKey
from bot.protocols import Checkin
from bot.testing import MemoryStore


async def test_who_asked_for_it_is_asked(server: Telegram, mina: Person, maum: Run) -> None:
    store = MemoryStore()
    async with maum(store=store) as adapter:
        checkins: Checkins = adapter._talks.checkins
        mina.says("/checkin 9")
        await server.until(lambda: mina.chat.texts)
        assert "9" in mina.chat.texts[0]
        stranger = ChatKey(messenger="telegram", chat="77", person="77")
        await store.check_in(Checkin(chat=stranger, hours=(9,), language="en"))
        nine = (datetime.now().astimezone() + timedelta(days=1)).replace(hour=9, minute=5)
        assert await checkins.look(nine) == 1
        _, asked = await server.until(lambda: mina.chat.texts if len(mina.chat.texts) == 2 else [])
        (line,) = [one for one in await store.lines(f"telegram:{mina.id}") if one.text == asked]
        assert line.speaker == "companion"
    assert checkins.callers == {}
    assert server.strange == []

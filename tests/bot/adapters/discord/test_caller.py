"""maum speaks first on Discord, to those who asked for it and may still talk."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from scenes.discord import Run
from servers.discord import Discord, Fault, Person, Refusal

from bot.adapters.admission import Guests
from bot.adapters.discord.caller import speaking
from bot.adapters.discord.client import Client
from bot.adapters.discord.mail import Mail
from bot.adapters.messaging.caller import Caller
from bot.conversations import Conversations
from bot.events import ChatKey
from bot.protocols import Checkin
from bot.testing import MemoryStore
from config.errors import Unreachable
from config.settings import Settings


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


async def test_an_outage_keeps_nobody_else_waiting(
    server: Discord, mina: Person, settings_of: Callable[..., Settings], tmp_path: Path
) -> None:
    guests, settings = Guests(tmp_path / "guests.json", listed=[mina.id]), settings_of().discord
    chat = ChatKey(messenger="discord", chat=str(mina.chat.id), person=str(mina.id))
    server.fail("/messages", Fault(refusal=Refusal(503, 0, "busy"), times=1_000_000))
    async with Client(settings, content=True) as client:
        await client.login(settings.token)
        caller = Caller(guests, speaking(Mail(client, pause=0.01)), within=0.1)
        with pytest.raises(Unreachable):
            await caller.call(chat, "잘 지내요?")
    assert mina.chat.texts == []

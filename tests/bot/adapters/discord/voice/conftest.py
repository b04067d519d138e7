"""Calls on a Discord of our own."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from discord.gateway import DiscordWebSocket
from discord.http import Route
from scenes.calls import RATE, Heard, Place, opened

from speech.decoding import decode
from speech.espeak import Espeak
from speech.protocols import Prosody
from speech.samples import Samples


@pytest.fixture(autouse=True)
def pointed() -> Iterator[None]:
    """The library's addresses as they were before."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@pytest_asyncio.fixture
async def place() -> AsyncIterator[Place]:
    """A voice channel with Mina in it."""
    async with opened("Mina") as made:
        yield made


@pytest_asyncio.fixture
async def heard() -> Heard:
    return Heard()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def speech() -> Samples:
    """About a second of somebody speaking, 48 kHz."""
    async with Espeak() as voice:
        clip = await voice.synthesize("Good morning!", language="en", prosody=Prosody())
    return decode(clip, rate=RATE)

"""What the tests of the servers share."""

from collections.abc import AsyncIterator, Iterator

import pytest
from servers.telegram import Person, Telegram
from telegram import Bot
from telegram.request import HTTPXRequest


@pytest.fixture
def server() -> Iterator[Telegram]:
    with Telegram() as server:
        yield server


@pytest.fixture
async def bot(server: Telegram, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    """The real library, pointed at the server."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as its next major version does, unwarned
    bases = {"base_url": f"{server.url}/bot", "base_file_url": f"{server.url}/file/bot"}
    # Reading the authorities' certificates takes longer than most tests.
    plain = [HTTPXRequest(read_timeout=60, httpx_kwargs={"verify": False}) for _ in range(2)]
    async with Bot(server.token, **bases, request=plain[0], get_updates_request=plain[1]) as bot:
        yield bot


@pytest.fixture
def mina(server: Telegram, bot: Bot) -> Person:
    """Somebody who has begun a chat with the bot; that is no longer among the updates."""
    mina = server.person("Mina")
    mina.starts()
    server.updates.waiting.clear()
    return mina

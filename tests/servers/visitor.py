"""The page's side of the web chat's socket."""

import asyncio
import json
from contextlib import asynccontextmanager

from websockets.asyncio.client import connect

from bot.adapters.web.gate import PERSON_COOKIE
from bot.testing import MemoryStore

COOKIE = {"Cookie": f"{PERSON_COOKIE}=0123456789abcdefghijkl"}


class Page:
    """What a browser's page does with the socket."""

    def __init__(self, socket) -> None:
        self.socket = socket

    async def send(self, **message) -> None:
        await self.socket.send(json.dumps(message))

    async def say(self, text: str, **more) -> None:
        await self.send(type="say", text=text, **more)

    async def next(self):
        return json.loads(await self.socket.recv())

    async def until(self, *names: str):
        """All messages up to and with the first of one of *names*."""
        messages = [await self.next()]
        while messages[-1]["event"] not in names:
            messages.append(await self.next())
        return messages

    async def exchange(self, text: str, **more):
        return await self.exchange_until(text, "ended", "failed", **more)

    async def exchange_until(self, text: str, *names: str, **more):
        await self.say(text, **more)
        return await self.until(*names)


@asynccontextmanager
async def page(home, **headers):
    given = COOKIE | headers
    async with connect(home.socket, additional_headers=given, max_size=None, proxy=None) as socket:
        yield Page(socket)


def names(messages):
    """The names of events."""
    return [message["event"] for message in messages]


class HangingStore(MemoryStore):
    """Answers nothing until it is let go, so that nobody waits for it once that has been seen."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = asyncio.Event()

    async def work(self) -> None:
        """Wait to be let go."""
        await self.let_go.wait()

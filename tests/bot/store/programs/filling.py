"""Keeps a line, then one that is longer than the files of this process may become."""

import asyncio
import resource
import sys
from datetime import UTC, datetime

from bot.events import ChatKey
from bot.protocols import Line
from bot.store.database import Database
from config.errors import StoreError

CHAT = ChatKey(messenger="web", chat="home", person="1")


async def main(url: str) -> None:
    now = datetime.now(UTC)
    async with Database(url) as store:
        await store.append(CHAT, Line(speaker="user", text="small", at=now))
        print("kept")  # noqa: T201 - read by the test
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        try:
            await store.append(CHAT, Line(speaker="user", text="x" * 1_000_000, at=now))
        except StoreError as error:
            print(error)  # noqa: T201 - read by the test


asyncio.run(main(sys.argv[1]))

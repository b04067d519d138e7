"""Appends lines from four people at once for ever; prints each one's name once it is kept."""

import asyncio
import sys
from datetime import UTC, datetime
from itertools import count

from lives import live, tell

from bot.events import ChatKey
from bot.protocols import Line
from bot.store.database import Database


async def talk(store: Database, run: str, person: int) -> None:
    chat = ChatKey(messenger="web", chat="home", person=str(person))
    for number in count():
        name = f"{run}-{person}-{number}"
        text = name + "!" * 3000  # longer than what is left of a page, so that it can be torn
        asked = Line(speaker="user", text=text, at=datetime.now(UTC))
        answered = Line(speaker="companion", text=text, at=datetime.now(UTC))
        await store.append(chat, asked, answered)
        tell(name)


async def main(run: str) -> None:
    async with Database(sys.argv[1]) as store, asyncio.TaskGroup() as talks:
        for person in range(4):
            talks.create_task(talk(store, run, person))


live(main)

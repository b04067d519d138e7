"""Answers letters of four chats for ever; prints each step of each letter once it is kept."""

import asyncio
import sys
from datetime import UTC, datetime
from itertools import count

from lives import live, tell

from bot.events import ChatKey
from bot.protocols import Letter, Part
from bot.store.database import Database


async def answer(store: Database, run: str, person: int) -> None:
    chat = ChatKey(messenger="telegram", chat=str(person), person=str(person))
    for number in count():
        name = f"{run}-{person}-{number}"
        letter = Letter(chat=chat, update=name, content=name * 500, at=datetime.now(UTC))
        (received,) = await store.inbox.receive(letter)
        tell(f"{name} received")
        await store.inbox.intend(received.number, Part(name="text", content=name))
        tell(f"{name} intended")
        await store.inbox.sent(received.number, "text", name)
        tell(f"{name} sent")
        await store.inbox.finish(received.number)
        tell(f"{name} finished")


async def main(run: str) -> None:
    async with Database(sys.argv[1]) as store, asyncio.TaskGroup() as answers:
        for person in range(4):
            answers.create_task(answer(store, run, person))


live(main)

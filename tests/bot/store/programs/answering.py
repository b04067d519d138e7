"""Answers letters of four chats for ever; prints each step of each letter once it is kept."""

import asyncio
import sys
from datetime import UTC, datetime
from itertools import count

from bot.events import ChatKey
from bot.protocols import Letter, Part
from bot.store.database import Database


async def answer(store: Database, run: str, person: int) -> None:
    chat = ChatKey(messenger="telegram", chat=str(person), person=str(person))
    for number in count():
        name = f"{run}-{person}-{number}"
        letter = Letter(chat=chat, update=name, content=name * 500, at=datetime.now(UTC))
        (received,) = await store.inbox.receive(letter)
        done(name, "received")
        await store.inbox.intend(received.number, Part(name="text", content=name))
        done(name, "intended")
        await store.inbox.sent(received.number, "text", name)
        done(name, "sent")
        await store.inbox.finish(received.number)
        done(name, "finished")


def done(name: str, step: str) -> None:
    print(name, step, flush=True)  # noqa: T201 - the acknowledgement


async def main(url: str, run: str) -> None:
    async with Database(url) as store, asyncio.TaskGroup() as answers:
        for person in range(4):
            answers.create_task(answer(store, run, person))


asyncio.run(main(*sys.argv[1:]))

"""What happens reaches the inbox in order."""

import asyncio
from contextlib import suppress
from pathlib import Path

from bot.adapters.discord.inflow import Happening, Inflow
from bot.adapters.discord.missed import Missed
from bot.adapters.discord.place import Place
from bot.adapters.messaging.note import Note
from bot.adapters.messaging.receiver import Receiver
from bot.adapters.messaging.told import Said, Sender
from bot.record import Record
from bot.testing import MemoryInbox


class Listing:
    """Notes what it was to answer."""

    def __init__(self, count: int) -> None:
        self.texts: list[str] = []
        self.done = asyncio.Event()
        self._count = count

    def urgent(self, note: Note, /) -> bool:
        return False

    async def answer(self, note: Note, lane: object, /) -> bool:
        self.texts += note.text.splitlines()
        if len(self.texts) == self._count:
            self.done.set()
        return True


def said(message: int, text: str) -> Happening:
    sender = Sender(place=Place(1, is_private=True), person=2, language="", message=message)
    return Happening(message=message, told=Said(sender=sender, text=text))


async def test_what_is_new_waits_behind_what_was_missed_and_nothing_comes_twice(
    tmp_path: Path,
) -> None:
    clerk = Listing(3)
    receiver = Receiver("discord", MemoryInbox(), clerk, lambda _: None)
    record = Record(tmp_path / "seen.json")
    missed = Missed(record)
    inflow = Inflow(receiver, missed)
    running = asyncio.create_task(inflow.run())

    async def history() -> list[Happening]:
        return [said(1 << 70, "하나"), said((1 << 70) + 1, "둘")]

    inflow.hold()
    inflow.put(said((1 << 70) + 1, "둘"))
    inflow.put(said((1 << 70) + 2, "셋"))
    await inflow.catch_up(history)
    await clerk.done.wait()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await receiver.close(5)
    await missed.keep()
    assert clerk.texts == ["하나", "둘", "셋"]
    assert Record(tmp_path / "seen.json").get("newest", 0) >= 1 << 70

"""The order of what happens: one answer at a time in a place, places side by side."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Sequence
from typing import Protocol

import structlog

from bot.adapters.messaging.note import Note
from bot.adapters.messaging.talk import Talk
from bot.adapters.messaging.told import Told
from bot.protocols import Inbox, Letter, Pending
from config.logs import described

log = structlog.get_logger("maum.messaging")

_MOST_AT_ONCE = 32
"""Answers in the making; more wait, but for those that ask for care."""


class Clerk(Protocol):
    """Sees to one note."""

    def urgent(self, note: Note, /) -> bool:
        """Whether *note* speaks of danger."""
        ...

    async def answer(self, note: Note, lane: "Lane", /) -> bool:
        """Answer *note*; false if it is to be answered later. Never raises."""
        ...


class Lane:
    """The notes of one place."""

    def __init__(self, clerk: Clerk, inbox: Inbox) -> None:
        self._clerk = clerk
        self._inbox = inbox
        self._waiting: deque[Note] = deque()
        self._current: Note | None = None
        self.talk: Talk | None = None
        """The talk that is held for the current note."""
        self.urgent = False
        """Whether somebody may be in danger."""

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def put(self, note: Note) -> None:
        """Take *note*: into what is being answered, where that has not begun to show, else behind."""
        urgent = note.urgent = self._clerk.urgent(note)
        self.urgent = self.urgent or urgent
        if self._joins(note):
            return
        if urgent:
            self._waiting.appendleft(note)
            if self.talk:
                self.talk.interrupt()
        else:
            self._waiting.append(note)

    def forget(self, accounts: Collection[str]) -> None:
        """Begin to answer nothing of *accounts* that stands here."""
        current = self._current
        if current and current.is_command and current.chat.who in accounts:
            return  # it may be what they asked this with, and what stands behind it was said later
        for note in (*self._waiting, *([current] if current else [])):
            if note.chat.who in accounts and not note.urgent:
                note.forgotten = True

    def _joins(self, note: Note) -> bool:
        current, talk = self._current, self.talk
        if not (current and talk) or talk.shown or self._waiting or not note.goes_with(current):
            return False
        current.joined.append(note)
        talk.join(note.pending.number, current.text)
        return True

    async def answer_next(self) -> None:
        """Answer the first note, with those that belong to it."""
        note = self._current = self._waiting.popleft()
        while self._waiting and self._waiting[0].goes_with(note):
            note.joined.append(self._waiting.popleft())
        self.urgent = False
        try:
            done = note.forgotten or await self._clerk.answer(note, self)
        finally:
            self._current = self.talk = None
        if not done:
            self._waiting.insert(min(1, len(self._waiting)), note)


class Desk:
    """Routes notes into the lanes of their places, and runs these."""

    def __init__(self, clerk: Clerk, inbox: Inbox, read: Callable[[Letter], Told | None]) -> None:
        """*read* makes out a letter of an earlier run."""
        self._clerk = clerk
        self._inbox = inbox
        self._read = read
        self._lanes: dict[str, Lane] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(_MOST_AT_ONCE)
        self._closing = False

    def take(self, pending: Pending, told: Told) -> None:
        """Answer *pending* when its turn comes."""
        self._put(Note(pending, told))

    def forget(self, accounts: Collection[str]) -> None:
        """Begin to answer nothing that *accounts* have said, unless it speaks of danger."""
        for lane in self._lanes.values():
            lane.forget(accounts)

    async def resume(self, all_pending: Sequence[Pending]) -> None:
        """Answer what an earlier run of the program has left."""
        notes: dict[int, Note] = {}
        for pending in all_pending:
            if (told := self._read(pending.letter)) is None:
                await self._inbox.finish(pending.number)
            else:
                notes[pending.number] = Note(pending, told)
        for number, note in notes.items():
            lead = notes.get(note.pending.lead, note)
            if lead is not note:
                lead.joined.append(note)
            else:
                self._put(notes[number])

    async def close(self, grace: float) -> None:
        """Begin nothing more; return when what was begun is over, at most *grace* seconds later.

        What is left stays in the inbox.
        """
        self._closing = True
        if self._workers:
            _, late = await asyncio.wait(self._workers, timeout=grace)
            for worker in late:
                worker.cancel()
            if late:
                await asyncio.wait(late)

    def _put(self, note: Note) -> None:
        key = note.chat.chat
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = Lane(self._clerk, self._inbox)
            lane.put(note)
            worker = asyncio.create_task(self._work(key, lane), name="maum-lane")
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        else:
            lane.put(note)

    async def _work(self, key: str, lane: Lane) -> None:
        try:
            while lane and not self._closing:
                if lane.urgent:
                    await lane.answer_next()
                else:
                    async with self._room:
                        await lane.answer_next()
        except Exception as error:
            log.error("a lane broke", **described(error))
        finally:
            del self._lanes[key]

"""A store in memory only."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.events import ChatKey, Level
from bot.protocols import Acquaintance, Background, Checkin, Correction, Line, Preferences, Reading
from bot.testing.inbox import MemoryInbox
from bot.testing.long_memory import MemoryLongMemory


class MemoryStore:
    """Keeps conversations in memory only."""

    def __init__(self, *, delay: float = 0.0, error: Exception | None = None) -> None:
        self.delay = delay
        self.error = error
        self.inbox = MemoryInbox()
        self.memory = MemoryLongMemory(self)
        self._lines: dict[ChatKey, list[Line | None]] = {}
        self._met: set[str] = set()
        self._begun: dict[ChatKey, int] = {}
        self._preferences: dict[str, Preferences] = {}
        self._corrections: dict[str, list[Correction]] = {}
        self._checkins: dict[str, Checkin] = {}

    async def history(self, chat: ChatKey, /, *, limit: int) -> Sequence[Line]:
        await self.work()
        since = self._lines.get(chat, [])[self._begun.get(chat, 0) :]
        lines = [line for line in since if line is not None]
        return lines[-limit:] if limit else []

    async def background(self, chat: ChatKey, /, *, lines: int, corrections: int) -> Background:
        return Background(
            history=await self.history(chat, limit=lines),
            preferences=await self.preferences(chat.who),
            corrections=await self.corrections(chat.who, limit=corrections),
            zone=self._checkins[chat.who].zone if chat.who in self._checkins else "",
        )

    async def line(self, chat: ChatKey, source: str, /) -> Line | None:
        await self.work()
        kept = (line for line in self._lines.get(chat, []) if line)
        return next((line for line in kept if line.source == source), None) if source else None

    async def append(self, chat: ChatKey, /, *lines: Line) -> None:
        await self.work()
        kept = self._lines.setdefault(chat, [])
        for line in lines:
            sources = [one.source if one else "" for one in kept]
            if line.source and line.source in sources:
                place = sources.index(line.source)
                before, kept[place] = kept[place], line
                if before is not None and before.text != line.text:
                    self.memory.forget_line(chat, place + 1)
            else:
                kept.append(line)

    async def begin_anew(self, chat: ChatKey, /) -> None:
        await self.work()
        self._begun[chat] = len(self._lines.get(chat, []))
        self.memory.begin_anew(chat)

    async def meet(self, chat: ChatKey, /) -> bool:
        await self.work()
        first = chat.who not in self._met
        self._met.add(chat.who)
        return first

    async def people(self) -> Sequence[Acquaintance]:
        await self.work()
        known = {chat.who for chat in self._lines} | self._met
        known |= self._preferences.keys() | self._corrections.keys()
        return sorted(map(self._acquaintance, known), key=lambda one: one.last, reverse=True)

    async def lines(self, who: str, /) -> Sequence[Line]:
        await self.work()
        shared = {id(line) for chat in self._lines if chat.shared for line in self._present(chat)}
        return [replace(line, shared=id(line) in shared) for line in self._of(who)]

    async def readings(self, who: str, /, *, since: datetime) -> Sequence[Reading]:
        await self.work()
        return [
            Reading(at=line.at, mood=line.mood)
            for line in self._of(who)
            if line.mood and line.at >= since and _felt(line)
        ]

    async def preferences(self, who: str, /) -> Preferences:
        await self.work()
        return self._preferences.get(who, Preferences())

    async def prefer(self, chat: ChatKey, preferences: Preferences, /) -> None:
        await self.work()
        self._preferences[chat.who] = preferences

    async def checkins(self) -> Sequence[Checkin]:
        await self.work()
        return list(self._checkins.values())

    async def check_in(self, checkin: Checkin, /) -> None:
        await self.work()
        self._checkins.pop(checkin.chat.who, None)
        if checkin.hours:
            self._checkins[checkin.chat.who] = checkin

    async def corrections(self, who: str, /, *, limit: int | None = None) -> Sequence[Correction]:
        await self.work()
        return self._corrections.get(who, [])[::-1][:limit]

    async def correct(self, chat: ChatKey, correction: Correction, /) -> None:
        await self.work()
        self._corrections.setdefault(chat.who, []).append(correction)
        about = [
            line for line in self._of(chat.who) if _felt(line) and line.text == correction.text
        ]
        for lines in self._lines.values():
            for place, line in enumerate(lines):
                if about and line is not None and line is about[-1]:
                    lines[place] = replace(line, mood=correction.meant)

    async def forget(self, who: str, /, *, since: datetime | None = None) -> int:
        await self.work()
        if since is not None:
            made = self._corrections.get(who, [])
            self._corrections[who] = [one for one in made if one.at < since]
            self.inbox.forget(who, since=since)
            return self._strike(lambda chat, line: chat.who == who and line.at >= since)
        count = len(self._of(who))
        self._lines = {chat: lines for chat, lines in self._lines.items() if chat.who != who}
        self._begun = {chat: place for chat, place in self._begun.items() if chat.who != who}
        self._preferences.pop(who, None)
        self._corrections.pop(who, None)
        self._checkins.pop(who, None)
        self._met.discard(who)
        self.inbox.forget(who)
        self.memory.forget(who)
        return count

    async def expire(self, *, before: datetime) -> int:
        await self.work()
        for who, made in self._corrections.items():
            self._corrections[who] = [one for one in made if one.at >= before]
        await self.inbox.prune(before=before)
        return self._strike(lambda _, line: line.at < before)

    async def work(self) -> None:
        """Take the scripted time, or fail."""
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error

    def numbered(self, chat: ChatKey) -> Sequence[Line | None]:
        """Every line that *chat* ever had; None stands for one that is struck."""
        return self._lines.get(chat, [])

    def begun(self, chat: ChatKey) -> int:
        """How many lines of *chat* are from before it began anew."""
        return self._begun.get(chat, 0)

    def strike(self, chat: ChatKey, number: int) -> None:
        """Delete one line; the others keep their numbers."""
        self._lines[chat][number - 1] = None

    def _strike(self, gone: Callable[[ChatKey, Line], bool]) -> int:
        struck = [
            (chat, number)
            for chat, lines in self._lines.items()
            for number, line in enumerate(lines, 1)
            if line is not None and gone(chat, line)
        ]
        for chat, number in struck:
            self.memory.forget_line(chat, number)
            self.strike(chat, number)
        return len(struck)

    def _present(self, chat: ChatKey) -> list[Line]:
        return [line for line in self._lines.get(chat, []) if line is not None]

    def _of(self, who: str) -> list[Line]:
        chats = [chat for chat in self._lines if chat.who == who]
        found = [line for chat in chats for line in self._present(chat)]
        return sorted(found, key=lambda line: line.at)

    def _acquaintance(self, who: str) -> Acquaintance:
        lines = self._of(who)
        times = [line.at for line in lines] or [datetime.now(UTC)]
        said = sum(line.speaker == "user" for line in lines)
        return Acquaintance(who=who, messages=said, first=times[0], last=times[-1])


def _felt(line: Line) -> bool:
    return line.speaker == "user" and line.level is Level.NONE

"""What a store in memory only has learned."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.events import ChatKey
from bot.protocols import SINGLE, Kind, Memory, Numbered, Summary

if TYPE_CHECKING:
    from bot.testing.store import MemoryStore


class MemoryLongMemory:
    """What was learned about people, in memory only; a line's number is its place in its chat."""

    def __init__(self, store: "MemoryStore") -> None:
        self._store = store
        self._ids = count(1)
        self._read: dict[tuple[ChatKey, int], str] = {}
        """The words of each line when it was read."""
        self._kept: dict[int, tuple[ChatKey, int, Memory]] = {}
        self._vectors: dict[tuple[str, int], Any] = {}
        self._summaries: dict[ChatKey, Summary] = {}

    async def unread(self, chat: ChatKey, /, *, limit: int) -> Sequence[Numbered]:
        lines = await self._lines(chat)
        return [one for one in lines if self._read.get((chat, one.number)) != one.line.text][:limit]

    async def learn(
        self, chat: ChatKey, /, *found: tuple[int, Memory], read: Sequence[Numbered]
    ) -> None:
        words = {one.number: one.line.text for one in await self._lines(chat)}
        as_read = {one.number for one in read if words.get(one.number) == one.line.text}
        for number, memory in found:
            if number in as_read:
                for old in self._replaced(chat, memory):
                    del self._kept[old]
                id_ = next(self._ids)
                self._kept[id_] = chat, number, replace(memory, number=id_)
        self._read |= {(chat, number): words[number] for number in as_read}

    async def known(self, chat: ChatKey, /) -> Sequence[Memory]:
        await self._store.work()
        found = [
            memory
            for key, _, memory in self._kept.values()
            if key.who == chat.who and (key == chat or not chat.shared)
        ]
        return sorted(found, key=lambda one: (one.at, one.number), reverse=True)

    async def vectors(self, space: str, /, *numbers: int) -> Mapping[int, Any]:
        await self._store.work()
        return {n: self._vectors[space, n] for n in numbers if (space, n) in self._vectors}

    async def place(self, space: str, vectors: Mapping[int, Any], /) -> None:
        await self._store.work()
        self._vectors |= {(space, n): vector for n, vector in vectors.items() if n in self._kept}

    async def revise(self, who: str, number: int, right: Memory, /) -> bool:
        await self._store.work()
        chat, place, memory = self._kept.get(number, (None, 0, None))
        if chat is None or memory is None or chat.who != who:
            return False
        new = replace(memory, text=right.text, value=right.value, day=right.day)
        self._kept[number] = chat, place, new
        self._vectors = {key: one for key, one in self._vectors.items() if key[1] != number}
        return True

    async def drop(self, who: str, number: int, /, *, with_line: bool = False) -> bool:
        await self._store.work()
        chat, place, _ = self._kept.get(number, (None, 0, None))
        if chat is None or chat.who != who:
            return False
        del self._kept[number]
        if with_line:
            self._store.strike(chat, place)
            self.forget_line(chat, place)
        return True

    async def summaries(self, who: str, /) -> Sequence[str]:
        await self._store.work()
        return [one.text for chat, one in self._summaries.items() if chat.who == who]

    async def summary(self, chat: ChatKey, /) -> Summary | None:
        await self._store.work()
        return self._summaries.get(chat)

    async def unsummarised(self, chat: ChatKey, /, *, but: int) -> Sequence[Numbered]:
        lines = await self._lines(chat)
        since = self._store.begun(chat)
        if chat in self._summaries:
            since = self._summaries[chat].until
        return [one for one in lines[: max(len(lines) - but, 0)] if one.number > since]

    async def summarise(
        self,
        chat: ChatKey,
        summary: Summary,
        /,
        *,
        before: Summary | None = None,
        read: Sequence[Numbered] = (),
    ) -> None:
        lines = await self._lines(chat)
        as_it_was = before in (None, self._summaries.get(chat))
        if (
            as_it_was
            and all(one in lines for one in read)
            and summary.until in {one.number for one in lines}
        ):
            self._summaries[chat] = summary

    def begin_anew(self, chat: ChatKey) -> None:
        """Drop the summary of *chat*."""
        self._summaries.pop(chat, None)

    def forget_line(self, chat: ChatKey, number: int) -> None:
        """Drop what was learned from one line, and a summary that has it."""
        self._kept = {n: one for n, one in self._kept.items() if one[:2] != (chat, number)}
        if (summary := self._summaries.get(chat)) and summary.until >= number:
            del self._summaries[chat]

    def forget(self, who: str) -> None:
        """Drop all that was learned about *who*."""
        self._kept = {n: one for n, one in self._kept.items() if one[0].who != who}
        self._summaries = {c: one for c, one in self._summaries.items() if c.who != who}
        self._read = {place: text for place, text in self._read.items() if place[0].who != who}

    async def _lines(self, chat: ChatKey) -> list[Numbered]:
        await self._store.work()
        lines = enumerate(self._store.numbered(chat), 1)
        return [Numbered(number=n, line=one) for n, one in lines if one is not None]

    def _replaced(self, chat: ChatKey, new: Memory) -> list[int]:
        tastes = {Kind.LIKE, Kind.DISLIKE}

        def takes_place_of(old: Memory) -> bool:
            if old.kind is new.kind and new.kind in SINGLE:
                return True
            alike = old.kind is new.kind or {old.kind, new.kind} == tastes
            return alike and old.value == new.value

        return [
            id_
            for id_, (key, _, memory) in self._kept.items()
            if key.who == chat.who
            and (key == chat if chat.shared else not key.shared)
            and takes_place_of(memory)
        ]

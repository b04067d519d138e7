"""The memory of people beyond the lines of a conversation: learning, recalling, summing up."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol, Self

import numpy as np
import structlog

from bot.asking import kinds_asked
from bot.events import ChatKey, Level
from bot.language import language_of
from bot.memory.learning import learned_from, with_claims
from bot.memory.recall import ANCHORS, Floats, nearnesses, recalled
from bot.memory.summary import extracted
from bot.protocols import Embedder, Line, Memory, Numbered, Store, Summary
from bot.zones import zone_of
from config.errors import MaumError
from config.logs import described

log = structlog.get_logger("maum.memory")

_BATCH = 50
"""Lines that are read at once."""
_COMPARED = 400
"""Memories of a person that are compared with a message, the newest."""
_PLACED = 32
"""Memories that are embedded in one go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recollection:
    """What comes to mind at a message."""

    memories: Sequence[Memory] = ()
    """The most fitting first."""
    summary: str = ""


class Distiller(Protocol):
    """A model that reads lines more closely than rules can."""

    async def learned_from(self, line: Line, /) -> Sequence[Memory]:
        """What *line*, one of the person's own, says about them; raises `ReplyError`."""
        ...

    async def summary(self, before: str, lines: Sequence[Line], /) -> str:
        """*before* and *lines* in short; raises `ReplyError`."""
        ...


class Memories:
    """Learns behind the conversation and recalls before a reply; an async context manager.

    One task reads the new lines of the chats one after another. What a crash leaves unread is
    read when the chat goes on.
    """

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        *,
        space: str = "embedded",
        within: int = 20,
        distiller: Distiller | None = None,
    ) -> None:
        """*space* names the embedder; *within* is how many lines a reply sees by itself.

        An *embedder* that is an async context manager is entered when there is something to embed.
        """
        self._store = store
        self._embedder = embedder
        self._opening = asyncio.Lock()
        self._opened = AsyncExitStack()
        self._is_open = False
        self._space = space
        self._within = within
        self._distiller = distiller
        self._anchors: dict[str, Floats] = {}
        self._waiting: dict[ChatKey, None] = {}
        self._reading: tuple[ChatKey, asyncio.Task[None]] | None = None
        self._more = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run(), name="maum-memory")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        await self._opened.aclose()

    async def recall(
        self,
        chat: ChatKey,
        message: str,
        /,
        *,
        before: datetime | None = None,
        beside: Sequence[Line] = (),
    ) -> Recollection:
        """What comes to mind at *message* of what was said *before* it, but for lines *beside* it.

        Raises `StoreError`, `EmbeddingError` and `ConfigError`.
        """
        person = await self._store.background(chat, lines=0, corrections=0)
        if not person.preferences.remembering:
            return Recollection()
        long = self._store.memory
        summary, known = await asyncio.gather(long.summary(chat), long.known(chat))
        seen = {line.at: line.text.lower() for line in beside}
        asked = kinds_asked(message)
        # What was corrected does not stand in the words that are in view.
        earlier = [
            one for one in known if one.kind in asked or not _stands_in(one, seen.get(one.at))
        ]
        if before is not None:
            earlier = [one for one in earlier if one.at < before]
        now = datetime.now(UTC).astimezone(zone_of(person.zone))
        memories = await self._fitting(message, earlier[:_COMPARED], now) if earlier else []
        return Recollection(memories=memories, summary=summary.text if summary else "")

    def learn(self, chat: ChatKey, /) -> None:
        """Read what is new in *chat* soon, and what has other words than before."""
        self._waiting[chat] = None
        self._idle.clear()
        self._more.set()

    async def settled(self) -> None:
        """Return when nothing waits to be read."""
        await self._idle.wait()

    async def leave(self, who: str, /) -> None:
        """Stop reading what *who* said; return when nothing of it will be kept any more."""
        for chat in [one for one in self._waiting if one.who == who]:
            del self._waiting[chat]
        if self._reading and self._reading[0].who == who:
            task = self._reading[1]
            task.cancel()
            await asyncio.wait([task])

    async def _run(self) -> None:
        while True:
            await self._more.wait()
            while self._waiting:
                chat = next(iter(self._waiting))
                del self._waiting[chat]
                await self._read_apart(chat)
            self._more.clear()
            self._idle.set()

    async def _read_apart(self, chat: ChatKey) -> None:
        """Read in a task of its own, which `leave` may stop."""
        task = asyncio.create_task(self._read(chat), name="maum-memory-reading")
        self._reading = chat, task
        try:
            await asyncio.wait([task])
        finally:
            self._reading = None
            if not task.done():
                task.cancel()
                await asyncio.wait([task])

    async def _read(self, chat: ChatKey) -> None:
        try:
            while lines := await self._store.memory.unread(chat, limit=_BATCH):
                await self._learn(chat, lines)
            await self._sum_up(chat)
            await self._vectors(await self._store.memory.known(chat))
        except MaumError as error:
            log.warning("nothing learned", code=error.code)
        except Exception as error:
            log.error("learning broke", **described(error))

    async def _learn(self, chat: ChatKey, lines: Sequence[Numbered]) -> None:
        person = await self._store.background(chat, lines=0, corrections=0)
        found = [
            (one.number, memory)
            for one in lines
            if person.preferences.remembering
            and one.line.speaker == "user"
            and one.line.level is Level.NONE
            for memory in await self._learned_from(_by_clock(one.line, person.zone))
        ]
        await self._store.memory.learn(chat, *found, read=lines)

    async def _learned_from(self, line: Line) -> Sequence[Memory]:
        by_rule = await asyncio.to_thread(learned_from, line)
        if self._distiller is None:
            return by_rule
        try:
            return with_claims(by_rule, await self._distiller.learned_from(line))
        except MaumError as error:
            log.info("no model read the line", code=error.code)
            return by_rule

    async def _sum_up(self, chat: ChatKey) -> None:
        """Sum up the oldest lines once as many wait as a reply sees."""
        long, most = self._store.memory, max(_BATCH, self._within)
        while lines := _whole_exchanges(await long.unsummarised(chat, but=self._within), most):
            if len(lines) < max(self._within, 2):
                return
            before = await long.summary(chat)
            zone = (await self._store.background(chat, lines=0, corrections=0)).zone
            told = [_by_clock(one.line, zone) for one in lines]
            text = await self._short(before.text if before else "", told)
            made = Summary(text=text, until=lines[-1].number)
            await long.summarise(chat, made, before=before, read=lines)

    async def _short(self, before: str, lines: Sequence[Line]) -> str:
        if self._distiller is not None:
            told = [line for line in lines if line.level is Level.NONE]
            try:
                return await self._distiller.summary(before, told)
            except MaumError as error:
                log.info("no model summed up", code=error.code)
        return extracted(before, lines)

    async def _fitting(self, message: str, known: Sequence[Memory], now: datetime) -> list[Memory]:
        vectors = await self._store.memory.vectors(self._space, *(one.number for one in known))
        nearness: dict[int, float] = {}
        if vectors:
            near, anchors = (await self._embed([message]))[0], await self._usual(message)
            placed = np.stack(list(vectors.values()))
            nearness = dict(zip(vectors, nearnesses(near, placed, anchors), strict=True))
        return recalled(message, known, nearness, now=now)

    async def _usual(self, message: str) -> Floats:
        """The vectors of everyday sentences in the language of *message*."""
        language = language_of(message, otherwise="ko")
        if language not in self._anchors:
            self._anchors[language] = await self._embed(ANCHORS[language])
        return self._anchors[language]

    async def _embed(self, texts: Sequence[str]) -> Floats:
        async with self._opening:
            if not self._is_open and isinstance(self._embedder, AbstractAsyncContextManager):
                await self._opened.enter_async_context(self._embedder)
            self._is_open = True
        return await self._embedder.embed(texts)

    async def _vectors(self, known: Sequence[Memory]) -> None:
        """Embed what has no vector of this embedder yet: the thing, not the sentence around it."""
        if not known:
            return
        there = await self._store.memory.vectors(self._space, *(one.number for one in known))
        missing = [one for one in known[:_COMPARED] if one.number not in there]
        for start in range(0, len(missing), _PLACED):
            some = missing[start : start + _PLACED]
            made = await self._embed([one.value for one in some])
            numbers = [one.number for one in some]
            await self._store.memory.place(self._space, dict(zip(numbers, made, strict=True)))


def _by_clock(line: Line, zone: str) -> Line:
    """*line* with its time as the clock of the person shows it who told *zone*."""
    return replace(line, at=line.at.astimezone(zone_of(zone)))


def _stands_in(memory: Memory, text: str | None) -> bool:
    return text is not None and all(word in text for word in memory.value.lower().split())


def _whole_exchanges(lines: Sequence[Numbered], most: int) -> Sequence[Numbered]:
    """The first *most* of *lines*, up to the last answer; all of them if none was answered."""
    some = lines[:most]
    for place in range(len(some), 0, -1):
        if some[place - 1].line.speaker == "companion":
            return some[:place]
    return some if len(some) == most else ()

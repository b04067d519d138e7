"""For tests of maum and of yours: scripted backends, and what every turn must hold to.

The backends are small classes that satisfy the protocols. Each one answers what it was given to
answer, after a scripted delay, or fails on command.
"""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from avatars.protocols import Portrait
from bot.events import ChatKey, Level, TurnEvent
from bot.protocols import (
    Acquaintance,
    Checkin,
    Correction,
    Kind,
    Letter,
    Line,
    Memory,
    Numbered,
    Part,
    Pending,
    Preferences,
    Prompt,
    Reading,
    Scores,
    Summary,
)
from bot.turn import Turn
from config.moods import Mood
from speech.audio import Audio
from speech.protocols import Prosody, Transcript


@dataclass
class ScriptedTranscriber:
    """Hears *text* in any audio."""

    text: str = "오늘 하루는 어땠어요?"
    language: str = "ko"
    delay: float = 0.0
    error: Exception | None = None

    async def transcribe(self, audio: Audio, /) -> Transcript:
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error
        return Transcript(text=self.text, language=self.language, confidence=0.9, seconds=1.0)


@dataclass
class ScriptedClassifier:
    """Reads the mood whose word is in the text, else calm."""

    words: Mapping[str, Mood] = field(
        default_factory=lambda: {"떨어졌": Mood.SAD, "합격": Mood.JOY, "failed": Mood.SAD}
    )
    delay: float = 0.0
    error: Exception | None = None

    async def classify(self, text: str, /) -> Scores:
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error
        found = next((mood for word, mood in self.words.items() if word in text), Mood.CALM)
        return Scores(labels={str(found): 0.9}, moods={found: 0.9})


@dataclass
class ScriptedGenerator:
    """Writes *pieces*, one after each delay; fails after them if told to."""

    pieces: Sequence[str] = ("그랬구나. ", "많이 ", "속상했겠어요.")
    delay: float = 0.0
    error: Exception | None = None
    prompts: list[Prompt] = field(default_factory=list)
    """What it was asked, for the test to read."""

    async def reply(self, prompt: Prompt, /) -> AsyncGenerator[str, None]:
        self.prompts.append(prompt)
        for piece in self.pieces:
            await asyncio.sleep(self.delay)
            yield piece
        if self.error:
            raise self.error


@dataclass
class ScriptedSynthesizer:
    """Speaks every sentence as its own UTF-8 bytes."""

    delay: float = 0.0
    error: Exception | None = None
    spoken: list[tuple[str, Prosody]] = field(default_factory=list)

    async def synthesize(self, sentence: str, /, *, language: str, prosody: Prosody) -> Audio:
        self.spoken.append((sentence, prosody))
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error
        return Audio(sentence.encode(), f"text/plain; language={language}")


@dataclass
class ScriptedRenderer:
    """Draws every face as its own name."""

    delay: float = 0.0
    error: Exception | None = None

    async def render(self, face: str, /, *, look: str) -> Portrait:
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error
        return Portrait(face=face, data=f"{look}/{face}".encode())


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

    async def append(self, chat: ChatKey, /, *lines: Line) -> None:
        await self.work()
        kept = self._lines.setdefault(chat, [])
        for line in lines:
            sources = [one.source if one else "" for one in kept]
            if line.source and line.source in sources:
                kept[sources.index(line.source)] = line
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
        return self._of(who)

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


class MemoryLongMemory:
    """What was learned about people, in memory only; a line's number is its place in its chat."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._ids = count(1)
        self._read: dict[ChatKey, int] = {}
        self._kept: dict[int, tuple[ChatKey, int, Memory]] = {}
        self._vectors: dict[tuple[str, int], Any] = {}
        self._summaries: dict[ChatKey, Summary] = {}

    async def unread(self, chat: ChatKey, /, *, limit: int) -> Sequence[Numbered]:
        lines = await self._lines(chat)
        return [one for one in lines if one.number > self._read.get(chat, 0)][:limit]

    async def learn(self, chat: ChatKey, /, *found: tuple[int, Memory], read: int) -> None:
        there = {one.number for one in await self._lines(chat)}
        for number, memory in found:
            if number in there:
                for old in self._replaced(chat, memory):
                    del self._kept[old]
                id_ = next(self._ids)
                self._kept[id_] = chat, number, replace(memory, number=id_)
        self._read[chat] = read

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

    async def revise(self, who: str, number: int, text: str, /) -> bool:
        await self._store.work()
        chat, place, memory = self._kept.get(number, (None, 0, None))
        if chat is None or memory is None or chat.who != who:
            return False
        self._kept[number] = chat, place, replace(memory, text=text, value=text)
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

    async def summarise(self, chat: ChatKey, summary: Summary, /) -> None:
        if summary.until in {one.number for one in await self._lines(chat)}:
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
        self._read = {c: n for c, n in self._read.items() if c.who != who}

    async def _lines(self, chat: ChatKey) -> list[Numbered]:
        await self._store.work()
        lines = enumerate(self._store.numbered(chat), 1)
        return [Numbered(number=n, line=one) for n, one in lines if one is not None]

    def _replaced(self, chat: ChatKey, new: Memory) -> list[int]:
        tastes = {Kind.LIKE, Kind.DISLIKE}

        def takes_place_of(old: Memory) -> bool:
            if old.kind is new.kind and new.kind in {Kind.NAME, Kind.HOME}:
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


class MemoryInbox:
    """Keeps letters in memory only: `resume` shows what another inbox would after a crash."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._known: dict[tuple[str, str], Pending] = {}
        self._finished: set[int] = set()

    async def receive(self, *letters: Letter) -> Sequence[Pending]:
        new: list[Pending] = []
        for letter in letters:
            key = letter.chat.messenger, letter.update
            if key not in self._known:
                number = next(self._numbers)
                new.append(Pending(number=number, letter=letter, lead=number))
                self._known[key] = new[-1]
        return new

    async def resume(self, messenger: str, /) -> Sequence[Pending]:
        for one in self._open:
            if one.letter.chat.messenger == messenger:
                self._change(one, tries=one.tries + 1)
        return [one for one in self._open if one.letter.chat.messenger == messenger]

    async def join(self, lead: int, /, *numbers: int) -> None:
        for one in self._numbered(*numbers):
            self._change(one, lead=lead)

    async def intend(self, number: int, part: Part, /) -> None:
        for one in self._numbered(number):
            parts = {known.name: known for known in one.parts}
            message = parts[part.name].message if part.name in parts else part.message
            parts[part.name] = replace(part, message=message)
            self._change(one, parts=tuple(parts.values()))

    async def sent(self, number: int, name: str, message: str, /) -> None:
        for one in self._numbered(number):
            parts = (replace(p, message=message) if p.name == name else p for p in one.parts)
            self._change(one, parts=tuple(parts))

    async def finish(self, *numbers: int) -> None:
        self._finished |= {one.number for one in self._open if {one.number, one.lead} & {*numbers}}

    async def prune(self, *, before: datetime) -> int:
        return self._drop(lambda one: one.letter.at < before)

    def forget(self, who: str, *, since: datetime | None = None) -> int:
        """Delete the letters of *who*, those from *since* on; how many there were."""

        def gone(one: Pending) -> bool:
            return one.letter.chat.who == who and (since is None or one.letter.at >= since)

        return self._drop(gone)

    @property
    def _open(self) -> Sequence[Pending]:
        return [one for one in self._known.values() if one.number not in self._finished]

    def _numbered(self, *numbers: int) -> Sequence[Pending]:
        return [one for one in self._open if one.number in numbers]

    def _change(self, pending: Pending, **values: Any) -> None:
        letter = pending.letter
        self._known[letter.chat.messenger, letter.update] = replace(pending, **values)

    def _drop(self, gone: Callable[[Pending], bool]) -> int:
        before = len(self._known)
        self._known = {key: one for key, one in self._known.items() if not gone(one)}
        return before - len(self._known)


def _felt(line: Line) -> bool:
    return line.speaker == "user" and line.level is Level.NONE


_LETTERS = {
    "Heard": "H",
    "Felt": "F",
    "Cared": "C",
    "Delta": "D",
    "Replied": "R",
    "Ended": "E",
    "Failed": "X",
    "Spoke": "s",
    "Pictured": "p",
    "Degraded": "g",
}
_WHOLE = re.compile(r"H?FC?D*R[EX]")
_CUT = re.compile(r"H?(F(C?D*R?)?)?X")


def check_grammar(events: Sequence[TurnEvent]) -> None:
    """Assert that *events* are in the order that `bot.events` promises."""
    letters = "".join(_LETTERS[type(event).__name__] for event in events)
    main = re.sub("[spg]", "", letters)
    assert _WHOLE.fullmatch(main) or _CUT.fullmatch(main), letters
    beside = re.search("[spg]", letters)
    assert beside is None or beside.start() > letters.index("F"), letters
    assert letters[-1] in "EX", letters


async def played(turn: Turn) -> list[TurnEvent]:
    """The events of *turn*, whose grammar holds and which leaves no task behind."""
    before = asyncio.all_tasks()
    async with turn:
        events = [event async for event in turn]
    check_grammar(events)
    assert asyncio.all_tasks() == before
    return events

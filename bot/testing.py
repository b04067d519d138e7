"""For tests of maum and of yours: scripted backends, and what every turn must hold to.

The backends are small classes that satisfy the protocols. Each one answers what it was given to
answer, after a scripted delay, or fails on command.
"""

import asyncio
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from avatars.protocols import Portrait
from bot.events import ChatKey, TurnEvent
from bot.protocols import Acquaintance, Line, Prompt, Scores
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
        self._lines: dict[ChatKey, list[Line]] = {}
        self._met: set[str] = set()

    async def history(self, chat: ChatKey, /, *, limit: int) -> Sequence[Line]:
        await self._work()
        return self._lines.get(chat, [])[-limit:] if limit else []

    async def append(self, chat: ChatKey, /, *lines: Line) -> None:
        await self._work()
        self._lines.setdefault(chat, []).extend(lines)

    async def meet(self, chat: ChatKey, /) -> bool:
        await self._work()
        first = chat.who not in self._met
        self._met.add(chat.who)
        return first

    async def people(self) -> Sequence[Acquaintance]:
        await self._work()
        known = {chat.who for chat in self._lines} | self._met
        return sorted(map(self._acquaintance, known), key=lambda one: one.last, reverse=True)

    async def lines(self, who: str, /) -> Sequence[Line]:
        await self._work()
        return self._of(who)

    async def forget(self, who: str, /) -> int:
        await self._work()
        count = len(self._of(who))
        self._lines = {chat: lines for chat, lines in self._lines.items() if chat.who != who}
        self._met.discard(who)
        return count

    async def _work(self) -> None:
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error

    def _of(self, who: str) -> list[Line]:
        found = [line for chat, lines in self._lines.items() if chat.who == who for line in lines]
        return sorted(found, key=lambda line: line.at)

    def _acquaintance(self, who: str) -> Acquaintance:
        lines = self._of(who)
        times = [line.at for line in lines] or [datetime.now(UTC)]
        said = sum(line.speaker == "user" for line in lines)
        return Acquaintance(who=who, messages=said, first=times[0], last=times[-1])


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

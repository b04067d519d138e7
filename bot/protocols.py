"""What the companion needs from its backends."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeAlias

from bot.events import ChatKey, Degraded, Incoming, Level, TurnEvent
from config.moods import Mood
from config.personas import Persona


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What a classifier makes of one text; the probabilities need not sum to 1."""

    labels: Mapping[str, float]
    """Fine labels, every one of which ``moods.toml`` knows."""
    moods: Mapping[Mood, float] = field(default_factory=dict)
    """The moods themselves, from a classifier that was trained on them; else empty."""
    polarity: float | None = None
    """From −1 to 1; None from a classifier that has none."""


class EmotionClassifier(Protocol):
    """Reads the emotion of one message."""

    async def classify(self, text: str, /) -> Scores:
        """The scores of *text*, which is not empty; raises `EmotionError`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One past line of a conversation."""

    speaker: str
    """``user`` or ``companion``."""
    text: str
    at: datetime
    """With time zone."""
    mood: Mood | None = None
    level: Level = Level.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Everything a generator may use to write the next reply."""

    message: str
    language: str
    """``ko`` or ``en``."""
    mood: Mood
    tone: str
    """A key of ``[tones]`` in ``moods.toml``."""
    persona: Persona
    history: Sequence[Line] = ()
    """Oldest first, without *message*."""
    level: Level = Level.NONE
    """The highest level of the recent turns; above none, only the caring tone is right."""


class ReplyGenerator(Protocol):
    """Writes the next reply, piece by piece."""

    def reply(self, prompt: Prompt, /) -> AsyncGenerator[str | Degraded, None]:
        """Pieces of the reply as they are written; raises `ReplyError`.

        A generator that had to fall back says so with a `Degraded` and goes on.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """Who is known, without any of their words."""

    who: str
    """``messenger:id``."""
    messages: int
    """How many lines are their own."""
    first: datetime
    last: datetime


class Store(Protocol):
    """Keeps conversations. Every method raises `StoreError`."""

    async def history(self, chat: ChatKey, /, *, limit: int) -> Sequence[Line]:
        """The newest *limit* lines, oldest first."""
        ...

    async def append(self, chat: ChatKey, /, *lines: Line) -> None:
        """Keep *lines*; when this returns they survive a crash."""
        ...

    async def meet(self, chat: ChatKey, /) -> bool:
        """Note that the person has been told that maum is an AI; true the first time."""
        ...

    async def people(self) -> Sequence[Acquaintance]:
        """Everybody known, latest first."""
        ...

    async def lines(self, who: str, /) -> Sequence[Line]:
        """All lines of the conversations of *who*, oldest first."""
        ...

    async def forget(self, who: str, /) -> int:
        """Delete all that is kept of *who* beyond recovery; how many lines there were."""
        ...


Deliver: TypeAlias = Callable[[TurnEvent], Awaitable[None]]


class Conversations(Protocol):
    """What an adapter hands its messages to."""

    async def say(self, incoming: Incoming, deliver: Deliver, /) -> None:
        """Take *incoming* and return; its turn's events go to *deliver*, in order.

        A turn of the same chat that is still in flight is stopped first: what was delivered of
        it is remembered. Texts that arrive before any of the answer was delivered are
        answered together.
        """
        ...

    async def hush(self, chat: ChatKey, /) -> None:
        """Stop what *chat* is being told; return when it has stopped."""
        ...


class Adapter(Protocol):
    """A messenger."""

    async def run(self, conversations: Conversations, /) -> None:
        """Serve until cancelled."""
        ...

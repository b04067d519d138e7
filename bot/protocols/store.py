"""What keeps conversations, and what people chose."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from bot.events import ChatKey
from bot.protocols.inbox import Inbox
from bot.protocols.lines import Correction, Line
from bot.protocols.memory import LongMemory
from config.moods import Mood


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """Who is known, without any of their words."""

    who: str
    """``messenger:id``."""
    messages: int
    """How many lines are their own."""
    first: datetime
    last: datetime


class Speaking(StrEnum):
    """When a person wants to be answered aloud."""

    AUTO = "auto"
    """When they spoke themselves."""
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a person chose for themselves."""

    speaking: Speaking | None = None
    """None until they choose."""
    remembering: bool = True
    """Whether anything is learned about them and recalled."""
    persona: str = ""
    """The key of whom they talk to; empty until they choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """That a mood was read, without the words."""

    at: datetime
    """With time zone."""
    mood: Mood


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkin:
    """That a person wants to be asked how they are."""

    chat: ChatKey
    """Where."""
    hours: tuple[int, ...]
    """When, on the clock of *zone*, 0 to 23."""
    language: str
    last: datetime | None = None
    """When they were asked last."""
    zone: str = ""
    """Where the person's clock stands: "+09:00" or "Asia/Seoul"; empty: as this machine's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What is looked up with every message."""

    history: Sequence[Line] = ()
    preferences: Preferences = field(default_factory=Preferences)
    corrections: Sequence[Correction] = ()
    zone: str = ""
    """Where the person's clock stands, as in `Checkin`; empty if they did not tell."""


class Store(Protocol):
    """Keeps conversations and what people chose. Every method raises `StoreError`."""

    @property
    def memory(self) -> LongMemory:
        """What was learned about people."""
        ...

    @property
    def inbox(self) -> Inbox:
        """What messengers told and is not answered yet."""
        ...

    async def history(self, chat: ChatKey, /, *, limit: int) -> Sequence[Line]:
        """The newest *limit* lines since the conversation last began anew, oldest first."""
        ...

    async def background(self, chat: ChatKey, /, *, lines: int, corrections: int) -> Background:
        """`history` of so many *lines*, `preferences` and the newest `corrections` at once."""
        ...

    async def line(self, chat: ChatKey, source: str, /) -> Line | None:
        """The line of that *source* in *chat*, however old; None if there is none."""
        ...

    async def append(self, chat: ChatKey, /, *lines: Line) -> None:
        """Keep *lines*; when this returns they survive a crash.

        A line with the ``source`` of an earlier one of *chat* takes its place. If it has other
        words, all that was made of the old ones goes, and `LongMemory.unread` has it again.
        """
        ...

    async def begin_anew(self, chat: ChatKey, /) -> None:
        """From now on `history` begins here; nothing is deleted."""
        ...

    async def meet(self, chat: ChatKey, /) -> bool:
        """Note that the person has been told that maum is an AI; true the first time."""
        ...

    async def people(self) -> Sequence[Acquaintance]:
        """Everybody known, latest first."""
        ...

    async def lines(self, who: str, /) -> Sequence[Line]:
        """All lines of the conversations of *who*, oldest first, with `Line.shared`."""
        ...

    async def readings(self, who: str, /, *, since: datetime) -> Sequence[Reading]:
        """The moods of *who* from *since* on, oldest first, but for turns that the guard took."""
        ...

    async def preferences(self, who: str, /) -> Preferences:
        """What *who* chose; nothing of somebody unknown."""
        ...

    async def prefer(self, chat: ChatKey, preferences: Preferences, /) -> None:
        """Keep *preferences* in place of those before."""
        ...

    async def corrections(self, who: str, /, *, limit: int | None = None) -> Sequence[Correction]:
        """The newest *limit* corrections of *who*, or all, newest first."""
        ...

    async def checkins(self) -> Sequence[Checkin]:
        """All that people asked for."""
        ...

    async def check_in(self, checkin: Checkin, /) -> None:
        """Keep *checkin* in place of the person's one before; without hours only delete that."""
        ...

    async def correct(self, chat: ChatKey, correction: Correction, /) -> None:
        """Keep *correction*; the newest line of the person that it is about takes its mood."""
        ...

    async def forget(self, who: str, /, *, since: datetime | None = None) -> int:
        """Delete all that is kept of *who* beyond recovery; how many lines there were.

        What waits in the inbox goes with it. With *since* only what was said from then on is
        deleted, with all that was made of it.
        """
        ...

    async def expire(self, *, before: datetime) -> int:
        """Delete what anybody said *before*, with all that was made of it; how many lines."""
        ...


@runtime_checkable
class Deferring(Protocol):
    """What a store may be as well: one that stands in for a database that is down."""

    @property
    def defers(self) -> bool:
        """Whether `Store.forget` reaches that database only when it is up again."""
        ...

"""How a conversation stands with danger: the level that past turns left behind, and what was asked.

A level stays and wears off: one step down for every dozen messages or every day since its sign,
whichever comes first. It is read from the lines that the store keeps, so it survives a restart,
and beside that from a `Watch` in memory, so it survives a store that is down.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.care.lexicon import Kind
from bot.events import ChatKey, Level

_STEP_MESSAGES = 12
_STEP_TIME = timedelta(days=1)
_MOST_TRACES = 40
_MOST_CHATS = 10_000
_LATELY = 12
_LEVELS = list(Level)
_LEADING = (Kind.BEREAVED, Kind.SOMEONE_ELSE, Kind.ABUSE, Kind.VIOLENCE, Kind.EATING)
"""What a sign is about where it is all in all no more than a concern, first of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One message of the person, as far as care goes."""

    at: datetime
    """With time zone."""
    level: Level = Level.NONE
    kinds: tuple[Kind, ...] = ()
    answer: str | None = None
    """What the guard answered; empty where a model did, None where nothing was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The messages before this one, oldest first."""

    traces: Sequence[Trace] = ()

    def level(self, now: datetime, /) -> Level:
        """What is left of the gravest sign."""
        count = len(self.traces)
        left = (
            _LEVELS.index(trace.level)
            - max((count - place) // _STEP_MESSAGES, (now - trace.at) // _STEP_TIME)
            for place, trace in enumerate(self.traces)
        )
        return _LEVELS[max(0, max(left, default=0))]

    def answered(self, level: Level, /) -> int:
        """How often the guard has answered what was at least as grave as *level*.

        The first explicit word after a concern gets all that belongs to an explicit one.
        """
        least = _LEVELS.index(level)
        return sum(
            bool(trace.answer) and _LEVELS.index(trace.level) >= least for trace in self.traces
        )

    @property
    def last(self) -> Trace | None:
        """The message before this one."""
        return self.traces[-1] if self.traces else None

    @property
    def asked(self) -> str:
        """The guard's words that this message follows at once; empty if it follows others."""
        told = (trace.answer for trace in reversed(self.traces) if trace.answer is not None)
        return next(told, "")

    def was_told(self, text: str, /) -> bool:
        """Whether the guard has told just this lately."""
        return any(trace.answer == text for trace in self.traces[-_LATELY:])

    @property
    def about(self) -> Kind | None:
        """What the last sign was about; None where there was none."""
        return about(self._last_sign.level, self._last_sign.kinds)

    @property
    def _last_sign(self) -> Trace:
        signs = (trace for trace in reversed(self.traces) if trace.kinds)
        return next(signs, Trace(at=datetime.min.replace(tzinfo=UTC)))


def about(level: Level, kinds: Sequence[Kind], /) -> Kind | None:
    """What a sign of *level* and *kinds* is answered as.

    "My brother killed himself" speaks of suicide, and is about who is left behind.
    """
    if level is Level.CONCERN:
        return next((kind for kind in _LEADING if kind in kinds), kinds[0] if kinds else None)
    return kinds[0] if kinds else None


def merged(kept: Sequence[Trace], remembered: Sequence[Trace]) -> Course:
    """One course of what the store kept and what memory holds of the same conversation."""
    if not remembered:
        return Course(traces=kept)
    first = remembered[0].at
    return Course(traces=[*(trace for trace in kept if trace.at < first), *remembered])


@dataclass(slots=True)
class Watch:
    """What happened since the start, for every conversation; it holds nobody's words."""

    _chats: OrderedDict[ChatKey, list[Trace]] = field(default_factory=OrderedDict)

    def traces(self, chat: ChatKey, /) -> Sequence[Trace]:
        """The latest messages of *chat*, oldest first."""
        return tuple(self._chats.get(chat, ()))

    def note(self, chat: ChatKey, trace: Trace, /) -> None:
        """Add *trace*; only conversations that the guard has answered are kept."""
        known = self._chats.pop(chat, [])
        if known or trace.level is not Level.NONE:
            self._chats[chat] = [*known, trace][-_MOST_TRACES:]
        while len(self._chats) > _MOST_CHATS:
            self._chats.popitem(last=False)

    def answered(self, chat: ChatKey, text: str, /) -> None:
        """Note what the guard has told who wrote last; *text* is empty where it was a model."""
        if known := self._chats.get(chat):
            known[-1] = replace(known[-1], answer=text)

    def forget(self, who: str, /) -> None:
        """Drop all of *who*."""
        for chat in [chat for chat in self._chats if chat.who == who]:
            del self._chats[chat]

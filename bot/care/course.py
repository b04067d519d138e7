"""How a conversation stands with danger: the level that past turns left behind, and what was asked.

A level stays and wears off: one step down for every dozen messages or every day since its sign,
whichever comes first. It is read from the lines that the store keeps, so it survives a restart,
and beside that from a `Watch` in memory, so it survives a store that is down.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import Enum, auto

from bot.care.lexicon import Kind
from bot.events import ChatKey, Level

_STEP_MESSAGES = 12
_STEP_TIME = timedelta(days=1)
_MOST_TRACES = 40
_MOST_CHATS = 10_000
_LATELY = 12
_EVENING = 30
"""Messages for which the word of somebody who denied a hunch is taken."""
_JUST_NOW = -1
_REFERS = re.compile(
    r"그런|그렇|그래|생각|괜찮|아니|사실|얘기|어떻게 ?알|때리|때려|심각|지쳐|지쳤|마음"
    r"|\b(?:it|that|this|mean|fine|good|fault|calm|yes|yeah|nobody|no one|know|yourself|myself)\b",
    re.IGNORECASE,
)
"""What may refer to a question about dying or being hurt."""
_WIDE, _LITTLE = 2, 10
"""How much a letter of Hangul says, and what a message says that is neither a yes nor a no."""
_LEVELS = list(Level)
OWN_WORDS = (Kind.BEREAVED, Kind.SOMEONE_ELSE, Kind.ABUSE, Kind.VIOLENCE, Kind.EATING)
"""What is answered with words of its own; of a concern it is what it is about, first of all."""


class Numbers(Enum):
    """How many of the helplines an answer tells."""

    DUE = auto()
    """All of them now and then, one in between."""
    BRIEF = auto()
    """One at most."""
    NONE = auto()
    """None but that of an emergency: the person wants to hear of no numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One message of the person, as far as care goes."""

    at: datetime
    """With time zone."""
    level: Level = Level.NONE
    kinds: tuple[Kind, ...] = ()
    answer: str | None = None
    """What the guard answered; empty where a model did, None where nothing was told."""
    hunch: bool = False
    """Whether it was but asked whether there is a danger."""

    def dropped(self, *, denied: bool) -> "Trace":
        """The same, where what was asked on a hunch came to nothing, and whether the person *denied* it."""
        if not (self.hunch and self.answer):
            return self
        kinds = self.kinds if denied else ()
        return Trace(at=self.at, answer="", kinds=kinds, hunch=denied)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The messages before this one, oldest first."""

    traces: Sequence[Trace] = ()

    def level(self, now: datetime, /) -> Level:
        """What is left of the gravest sign."""
        return _LEVELS[max((left for _, left in self._left(now)), default=0)]

    def matters(self, now: datetime, /) -> AbstractSet[Kind]:
        """What the signs are about of which something is left."""
        found = (about(trace.level, trace.kinds) for trace, left in self._left(now) if left)
        return {kind for kind in found if kind is not None}

    def numbers(
        self, level: Level, now: datetime, /, *, wanted: Callable[[str], bool | None]
    ) -> Numbers:
        """How many numbers belong into an answer to what is as grave as *level*.

        *wanted* tells by an answer of the guard whether the person had asked for numbers, or for
        none, which is heeded while the danger lasts; where it rises, they are told briefly.
        """
        wishes = [wanted(trace.answer or "") for trace in self.traces]
        last = max((place for place, wish in enumerate(wishes) if wish is not None), default=None)
        if last is None or wishes[last] or self.level(now) is Level.NONE:
            return Numbers.DUE
        gravest = max(_LEVELS.index(trace.level) for trace in self.traces[last:])
        return Numbers.NONE if _LEVELS.index(level) <= gravest else Numbers.BRIEF

    def _left(self, now: datetime) -> Iterator[tuple[Trace, int]]:
        """Every message, with the rank of the level that is left of it."""
        count = len(self.traces)
        for place, trace in enumerate(self.traces):
            worn = max((count - place) // _STEP_MESSAGES, (now - trace.at) // _STEP_TIME)
            yield trace, max(0, _LEVELS.index(trace.level) - worn)

    def answered(self, level: Level, kinds: Sequence[Kind] = (), /) -> int:
        """How often the guard has answered what was at least as grave as *level*.

        The first explicit word after a concern, or after a hunch, gets all that belongs to an explicit
        one. Where *kinds* have words of their own, only what was about the same counts.
        """
        least, kind = _LEVELS.index(level), about(level, kinds)
        return sum(
            bool(trace.answer)
            and not trace.hunch
            and _LEVELS.index(trace.level) >= least
            and (kind not in OWN_WORDS or about(trace.level, trace.kinds) is kind)
            for trace in self.traces
        )

    @property
    def told(self) -> Sequence[str]:
        """What the guard has answered lately, oldest first."""
        return [trace.answer for trace in self.traces[-_LATELY:] if trace.answer]

    def eased(self, eases: Callable[[str], bool | None], /) -> bool:
        """Whether the last sign was answered as one of relief; *eases* knows it by the answer, and
        by None what neither eases nor weighs."""
        signs = [trace.answer or "" for trace in self.traces if trace.level is not Level.NONE]
        return next((found for one in reversed(signs) if (found := eases(one)) is not None), False)

    @property
    def last(self) -> Trace | None:
        """The message before this one."""
        return self.traces[-1] if self.traces else None

    @property
    def asked(self) -> str:
        """The guard's words that this message follows at once; empty if it follows others."""
        told = (trace.answer for trace in reversed(self.traces) if trace.answer is not None)
        return next(told, "")

    def reassures(self, level: Level, kinds: Sequence[Kind], /) -> bool:
        """Whether the person has lately denied a hunch of the same kind; of an imminent danger none is denied."""
        lately = self.traces[-_EVENING:]
        denied = {_matter(one.kinds) for one in lately if one.hunch and one.level is Level.NONE}
        return level is not Level.IMMINENT and _matter(kinds) in denied

    def drops(self, said: str, /, *, denied: bool) -> bool:
        """Whether *said*, in which there is nothing, ends what was asked on a hunch just before.

        A few letters say neither yes nor no, and what may refer to the question is no other topic yet, but
        the second message is; an imminent danger ends with a no alone.
        """
        place = _open_hunch(self.traces)
        if place is None or denied:
            return place is not None
        little = sum(_WIDE if letter >= "가" else 1 for letter in said) <= _LITTLE
        refers = place == _JUST_NOW and _REFERS.search(said)
        return not (little or refers or self.traces[place].level is Level.IMMINENT)

    def dropped(self, *, denied: bool) -> "Course":
        """The same, where what was asked on a hunch just before came to nothing."""
        return Course(traces=_without_hunch(self.traces, denied=denied))

    @property
    def hunches(self) -> int:
        """How often the person was asked on a hunch."""
        return sum(trace.hunch for trace in self.traces)

    @property
    def about(self) -> Kind | None:
        """What the last sign was about; None where there was none."""
        return about(self._last_sign.level, self._last_sign.kinds)

    @property
    def _last_sign(self) -> Trace:
        signs = (one for one in reversed(self.traces) if one.kinds and one.level is not Level.NONE)
        return next(signs, Trace(at=datetime.min.replace(tzinfo=UTC)))


def _matter(kinds: Sequence[Kind]) -> Kind | None:
    """What a hunch of *kinds* asks about: one's own death, whether it is wished for or but feared."""
    kind = kinds[0] if kinds else None
    return Kind.SELF_HARM if kind is Kind.DISTRESS else kind


def _open_hunch(traces: Sequence[Trace]) -> int | None:
    """Where among the last two of *traces*, from behind, a hunch stands that nothing followed; None if nowhere."""
    for place in (_JUST_NOW, _JUST_NOW - 1)[: len(traces)]:
        if traces[place].level is not Level.NONE:
            return place if traces[place].hunch else None
    return None


def _without_hunch(traces: Sequence[Trace], *, denied: bool) -> list[Trace]:
    place = _open_hunch(traces)
    kept = list(traces)
    if place is not None:
        kept[place] = kept[place].dropped(denied=denied)
    return kept


def about(level: Level, kinds: Sequence[Kind], /) -> Kind | None:
    """What a sign of *level* and *kinds* is answered as.

    "My brother killed himself" speaks of suicide, and is about who is left behind.
    """
    if level is Level.CONCERN:
        return next((kind for kind in OWN_WORDS if kind in kinds), kinds[0] if kinds else None)
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

    def drop(self, chat: ChatKey, /, *, denied: bool) -> None:
        """Note that what *chat* was asked on a hunch came to nothing."""
        if known := self._chats.get(chat):
            known[:] = _without_hunch(known, denied=denied)

    def answered(self, chat: ChatKey, text: str, /) -> None:
        """Note what the guard has told who wrote last; *text* is empty where it was a model."""
        if known := self._chats.get(chat):
            known[-1] = replace(known[-1], answer=text)

    def forget(self, who: str, /) -> None:
        """Drop all of *who*."""
        for chat in [chat for chat in self._chats if chat.who == who]:
            del self._chats[chat]

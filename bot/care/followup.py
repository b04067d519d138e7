"""What a message means after the guard has answered: a yes, the pills put away, a joke taken back.

::

    Followups().read("약은 거실에 뒀어", course, asked="safe", now=…) -> Followup | None

The signs of ``lexicon/`` come first: this is asked only of a message that says nothing explicit.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from bot.care.course import Course
from bot.care.course import about as topic
from bot.care.guard import Judgement
from bot.care.lexicon import Kind
from bot.care.normal import views
from bot.care.spelling import Spelling
from bot.events import Level

_OPEN = timedelta(hours=48)
"""How long what was said in danger may be what a message refers to."""
_AGAIN = timedelta(hours=3)
"""Silence after which the companion asks by itself how it went."""
_WORD = r"(?!(?:not|never|no) )\w{1,14}"
_LONGEST = 300
"""Characters of a message that may be a follow-up; a longer one tells something of its own."""
_BARE = 40
"""Characters of a message that may be a bare yes or no."""
_CIRCUMSTANCES = {
    "others": Kind.SOMEONE_ELSE,
    "bereaved": Kind.BEREAVED,
    "abused": Kind.ABUSE,
    "eating": Kind.EATING,
    "violent": Kind.VIOLENCE,
}
"""The tables of ``circumstances.toml``, and after which signs they hold."""
_OUTSIDE = {Kind.SOMEONE_ELSE, Kind.ABUSE}
"""Where the danger comes to, or from, another: "tonight" is no plan of one's own."""
_GRAVE = {Level.EXPLICIT, Level.IMMINENT}
_RANK = list(Level).index
_SOON = 4
"""Messages after the guard's last answer in which words may refer to it that are everyday ones elsewhere."""
_UNWILLING = {"unwilling", "no_numbers"}
_END = r"(?=$| )"
_YES = re.compile(
    rf"^(?:(?:음|사실|솔직히|하|um|well|ok|okay|honestly|kind of|kinda) ){{0,2}}(?:응+|어+|웅|넹|네+|넵|예|ㅇㅇ|ㅇ|맞아요?|그래요?|y|yes|yeah|yea|yep|yup|ya){_END}"
)
_NO = re.compile(
    r"^(?:아니요(?= )|아니(?:야|요|에요|예요|오|다)?(?=$| (?:그|안|전혀|없|아직|괜|죽|그런|혼자|못))|아뇨|ㄴㄴ|ㄴ|그건 ?아니\S{0,3}"
    r"|그 ?정도는 ?아니\S{0,3}|nope|nah|not really|not at all"
    rf"|no(?! (?:idea|matter|wonder|need|point|use|reason|hope|choice|future|doubt|more|one))){_END}"
)
# These answer only as the whole of a message: "I have to go" and "많이 추워" are no yes.
_WHOLLY_YES = re.compile(
    r"^(?:(?:그런 ?(?:것 ?같|편)\S{0,4}|사실 ?그래요?|가끔(?:은|씩)?요?|자주요?|매일(?:매일)?|조금(?:은|요)?|많이요?|있어요?"
    r"|들어요?|해요?|생각해요?|하고 ?있어요?|당연하지|sometimes|often|i am|i do|i have|i think so|kind of|kinda"
    r"|a little|a lot|maybe|probably|i guess(?: so)?|pretty much|i think i am|요즘은 그래요?|생각만 해요?|그런 ?듯\S{0,2}|들켰네|every (?:day|night)|always|all the time)(?: |$)){1,3}$"
)
_WHOLLY_NO = re.compile(
    r"^(?:(?:전혀|아직은?|없어요?|안 ?(?:그래|돼|들어|해)요?|im not|i dont|i cant|i havent|not yet"
    r"|i dont think so|nobody|no one)(?: |$)){1,2}$"
)
_UNSURE = re.compile(
    r"^(?:(?:나도 |저도 |잘 |글쎄 )?(?:모르겠\S{0,4}|몰라요?)|글쎄요?|i ?dk|dunno|(?:i )?dont know|(?:im )?not sure|no idea)"
    r"(?=$| \S{1,6}$)"
)
_ANSWERS = (
    ("unsure", _UNSURE),
    ("no", _NO),
    ("no", _WHOLLY_NO),
    ("yes", _YES),
    ("yes", _WHOLLY_YES),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followup:
    """What a message means here."""

    name: str
    """A table of ``followups.toml`` or ``circumstances.toml``."""
    level: Level
    """How the turn is kept."""
    numbers: bool = False
    """Whether all helplines belong under the answer where they were not told just before."""
    again: bool = False
    """Whether they belong there even so."""
    kind: Kind = Kind.SELF_HARM
    beside: str = field(default="", compare=False)
    """What else the message says."""
    weight: Level = field(default=Level.CONCERN, compare=False)
    """How grave the words themselves are, whatever level they keep."""
    clear: bool = field(default=False, compare=False)
    """Whether the words that were understood speak of danger that is over."""
    misheard: bool = field(default=False, compare=False)
    """Whether the network, which has not heard what went before, may take them for danger."""
    bare: bool = field(default=False, compare=False)
    """Whether it was understood by the question alone: a yes, a no, "I do not know"."""
    particular: bool = field(default=False, compare=False)
    """Whether it stands in ``circumstances.toml``."""


CHECK_IN = Followup(name="check_in", level=Level.NONE)
"""What somebody is asked who comes back hours after danger."""
GOING_ON = Followup(name="going_on", level=Level.NONE)
"""What is said in danger where there is nothing else that may be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    name: str
    level: str
    only: str
    soon: bool
    numbers: bool
    again: bool
    clear: bool
    misheard: bool
    answers: Mapping[str, str]
    pattern: re.Pattern[str] | None

    @property
    def of_danger(self) -> bool:
        """Whether it holds as long as the danger does, whatever was talked of since."""
        return not self.soon and self.level in _GRAVE

    def found(self, text: str, asked: str) -> tuple[str, bool] | None:
        """*text* without what belongs here, and whether that is a bare answer; None where nothing does."""
        if self.pattern is not None and self.pattern.search(text):
            return self.pattern.sub(" ", text), False
        answer, rest = _bare(text)
        return (rest, True) if answer and answer == self.answers.get(asked) else None


class Followups:
    """Reads follow-ups; built once, it keeps nothing of what it reads."""

    def __init__(self) -> None:
        self._spelling = Spelling(())
        self._own = _groups("followups.toml", "followups")
        self._announced = _groups("followups.toml", "announced")
        self._misread = _groups("followups.toml", "misread")
        self._by_kind = {
            kind: _groups("circumstances.toml", table) for table, kind in _CIRCUMSTANCES.items()
        }
        # What a question was about is known where it was asked: these go by their words alone.
        self._dangers = {
            kind: [replace(one, answers={}) for one in groups if one.of_danger]
            for kind, groups in self._by_kind.items()
        }

    @property
    def groups(self) -> Sequence[str]:
        """The names of all that a message may mean."""
        groups = chain(self._misread, self._announced, self._own, *self._by_kind.values())
        return list(dict.fromkeys(group.name for group in groups))

    def read(self, text: str, course: Course, /, *, asked: str, now: datetime) -> Followup | None:
        """What *text* means after *course*; None where it has nothing to do with it.

        *asked* is what the guard's last question was about, empty if it was not the last to speak.
        """
        last = next((one for one in reversed(course.traces) if one.answer), None)
        if last is None or now - last.at > _OPEN or len(text) > _LONGEST:
            return None
        standing = course.level(now)
        if standing is Level.NONE:
            return None
        read = [view.rstrip(".!? ") for view in views(text, self._spelling)]
        soon = any(one.answer for one in course.traces[-_SOON:])
        for groups, kind in self._tables(course, now):
            fitting = [one for one in groups if one.only in {"", standing} and soon >= one.soon]
            if found := _first(fitting, read, asked):
                group, beside, bare = found
                kind = kind or _kind(group, course.about)
                particular = groups is not self._own and groups is not self._announced
                followup = _followup(group, beside, standing, kind)
                return replace(followup, bare=bare, particular=particular)
        return None

    def _tables(
        self, course: Course, now: datetime
    ) -> Iterator[tuple[Sequence[_Group], Kind | None]]:
        """What may be meant after *course*, and what it is about; None where that is told elsewhere."""
        if course.last and course.last.hunch:
            yield self._misread, None
        about, matters = course.about, course.matters(now)
        if about in self._by_kind:
            yield self._by_kind[about], about
        for kind in (one for one in self._dangers if one in matters and one is not about):
            yield self._dangers[kind], kind
        if not matters or matters - _OUTSIDE:
            yield self._announced, Kind.SELF_HARM
        yield self._own, None


def agrees(text: str, /) -> bool:
    """Whether *text* is little more than a yes."""
    return any(_bare(view.rstrip(".!? "))[0] == "yes" for view in views(text, Spelling(())))


def outweighs(said: Judgement, found: Followup, course: Course, /) -> bool:
    """Whether *said*, the guard's judgement of the message or of what it says beside *found*, is what
    has to be answered: the graver, or as grave and of something new."""
    rank, other = _RANK(said.level), _RANK(found.weight)
    if said.level is Level.NONE or rank < other:
        return False
    if rank > other or said.level is Level.IMMINENT:
        return rank > other  # in a danger that is there both say whom to call
    kind = topic(said.level, said.kinds)
    if kind is Kind.SELF_HARM:
        return found.particular
    return kind in _CIRCUMSTANCES.values() and kind not in {found.kind, course.about}


def checking_in(course: Course, now: datetime, /) -> bool:
    """Whether the person comes back hours after danger, and nobody has asked how it went."""
    last = course.last
    return last is not None and course.level(now) in _GRAVE and now - last.at >= _AGAIN


def _first(
    groups: Sequence[_Group], read: Sequence[str], asked: str
) -> tuple[_Group, str, bool] | None:
    """The first group that fits, what one of the views that were *read* says beside, and whether it
    is a bare answer."""
    found = ((group, group.found(view, asked)) for group in groups for view in read)
    return next(((group, *fits) for group, fits in found if fits is not None), None)


def _kind(group: _Group, about: Kind | None) -> Kind:
    """What a turn is about that answers a *group* of everybody's: mostly what it was before."""
    own = group.level in _GRAVE
    return Kind.SELF_HARM if own or about is None else about


def _followup(group: _Group, beside: str, standing: Level, kind: Kind) -> Followup:
    level = standing if group.level == "standing" else Level(group.level)
    name = group.name
    if level is Level.IMMINENT and name in _UNWILLING:
        name = "unwilling_now"  # no time for who cannot call to warm to it
    return Followup(
        name=name,
        level=level,
        numbers=group.numbers,
        again=group.again,
        kind=kind,
        beside=beside,
        weight=Level.CONCERN if group.level == "standing" else level,
        clear=group.clear,
        misheard=group.misheard,
    )


def _bare(text: str) -> tuple[str, str]:
    """The answer that *text* begins with, if it is little more than that, and the rest."""
    for answer, pattern in _ANSWERS:
        if len(text) <= _BARE and (found := pattern.search(text)):
            return answer, text[found.end() :]
    return "", text


@cache
def _rows(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files("bot.care") / name).read_text("utf-8"))


@cache
def _groups(name: str, table: str) -> Sequence[_Group]:
    return tuple(map(_group, _rows(name)[table]))


def _group(row: Mapping[str, Any]) -> _Group:
    korean = [pattern.replace(" ", " ?") for pattern in row["ko"]]
    english = [rf"\b(?:{pattern.replace('{w}', _WORD)})" for pattern in row["en"]]
    patterns = [f"(?:{pattern})" for pattern in (*korean, *english)]
    return _Group(
        name=row["name"],
        level=row["level"],
        only=row.get("only", ""),
        soon=row.get("soon", False),
        numbers=row.get("numbers", False),
        again=row.get("again", False),
        clear=row.get("clear", False),
        misheard=row.get("misheard", False),
        answers=row.get("answers", {}),
        pattern=re.compile("|".join(patterns)) if patterns else None,
    )

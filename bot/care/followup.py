"""What a message means after the guard has answered: a yes, the pills put away, a joke taken back.

::

    Followups().read("약은 거실에 뒀어", course, asked="safe", now=…) -> Followup | None

The signs of ``lexicon/`` come first: this is asked only of a message that says nothing explicit.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from bot.care.course import Course
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
_END = r"(?=$| )"
_YES = re.compile(
    r"^(?:(?:응+|어+|네+|넵|예|ㅇㅇ|ㅇ|맞아요?|그래요?|그런 ?것 ?같아요?|그런 편|사실 ?그래요?|가끔(?:은|요)?|자주|매일|조금(?:은|요)?"
    r"|많이|있어요?|들어요?|하고 ?있어요?|당연하지"
    r"|y|yes|yeah|yea|yep|yup|ya|sometimes|often|i am|i do|i have|kind of|kinda|a little|maybe|i think so|every day|always)"
    rf"{_END})"
)
_NO = re.compile(
    r"^(?:(?:아니(?:야|요|에요|예요|오|다)?(?=$| (?:그|안|전혀|없|아직|괜|죽|그런|혼자|못))|아뇨|ㄴㄴ|ㄴ|그건 ?아니\S{0,3}|그 ?정도는 ?아니\S{0,3}|전혀|없어요?|안 ?(?:그래|돼|들어|해)요?"
    r"|no|nope|nah|not really|not at all|im not|i dont|i cant|nobody|no one)"
    rf"{_END})"
)
_UNSURE = re.compile(
    r"^(?:(?:나도 |저도 |잘 |글쎄 )?(?:모르겠\S{0,4}|몰라요?)|글쎄요?|i ?dk|dunno|(?:i )?dont know|(?:im )?not sure)"
    rf"{_END}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followup:
    """What a message means here."""

    name: str
    """A table of ``followups.toml``."""
    level: Level
    """How the turn is kept."""
    numbers: bool = False
    """Whether all helplines belong under the answer."""
    kind: Kind = Kind.SELF_HARM
    beside: str = field(default="", compare=False)
    """What else the message says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    name: str
    level: str
    numbers: bool
    answers: Mapping[str, str]
    pattern: re.Pattern[str] | None

    def beside(self, text: str, asked: str) -> str | None:
        """*text* without what belongs here; None where nothing does."""
        if self.pattern is not None and (found := self.pattern.search(text)):
            return f"{text[: found.start()]} {text[found.end() :]}"
        answer, rest = _bare(text)
        return rest if answer and answer == self.answers.get(asked) else None


class Followups:
    """Reads follow-ups; built once, it keeps nothing of what it reads."""

    def __init__(self) -> None:
        raw = tomllib.loads((files("bot.care") / "followups.toml").read_text("utf-8"))
        self._own = [_group(row) for row in raw["followups"]]
        self._others = [_group(row) for row in raw["others"]]
        self._abused = [_group(row) for row in raw["abused"]]
        self._announced = [_group(row) for row in raw["announced"]]
        self._spelling = Spelling(())

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
        if course.about_another and (found := _first(self._others, read, asked)):
            return _followup(*found, standing, Kind.SOMEONE_ELSE)
        if course.about_abuse and (found := _first(self._abused, read, asked)):
            return _followup(*found, standing, Kind.ABUSE)
        about_oneself = not course.about_another and not course.about_abuse
        own = _first([*self._announced, *self._own] if about_oneself else self._own, read, asked)
        return _followup(*own, standing, Kind.SELF_HARM) if own else None


def checking_in(course: Course, now: datetime, /) -> bool:
    """Whether the person comes back hours after danger, and nobody has asked how it went."""
    last = course.last
    grave = course.level(now) in {Level.EXPLICIT, Level.IMMINENT}
    return last is not None and grave and now - last.at >= _AGAIN


def _first(groups: Sequence[_Group], read: Sequence[str], asked: str) -> tuple[_Group, str] | None:
    """The first group that fits, and what one of the views that were *read* says beside."""
    found = ((group, group.beside(view, asked)) for group in groups for view in read)
    return next(((group, beside) for group, beside in found if beside is not None), None)


def _followup(group: _Group, beside: str, standing: Level, kind: Kind) -> Followup:
    level = standing if group.level == "standing" else Level(group.level)
    name = group.name
    if level is Level.IMMINENT and name == "unwilling":
        name = "unwilling_now"  # no time for who cannot call to warm to it
    return Followup(name=name, level=level, numbers=group.numbers, kind=kind, beside=beside)


def _bare(text: str) -> tuple[str, str]:
    """The answer that *text* begins with, if it is little more than that, and the rest."""
    for answer, pattern in (("unsure", _UNSURE), ("no", _NO), ("yes", _YES)):
        if len(text) <= _BARE and (found := pattern.search(text)):
            return answer, text[found.end() :]
    return "", text


def _group(row: Mapping[str, Any]) -> _Group:
    korean = [pattern.replace(" ", " ?") for pattern in row["ko"]]
    english = [rf"\b(?:{pattern.replace('{w}', _WORD)})" for pattern in row["en"]]
    patterns = [f"(?:{pattern})" for pattern in (*korean, *english)]
    return _Group(
        name=row["name"],
        level=row["level"],
        numbers=row.get("numbers", False),
        answers=row.get("answers", {}),
        pattern=re.compile("|".join(patterns)) if patterns else None,
    )

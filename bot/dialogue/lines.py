"""The hand-written lines, ``lines/<language>/*.toml``, and the situations they are written for.

A situation is something a message can be: an act (``acts.toml``: greeting, asking for advice), a
topic (``topics.toml``: a failed interview, a sick cat) or, where nothing is recognised, a mood
(``moods.toml``). ``care.toml`` holds what is said after a message that worries. Hundreds of
particular topics stand in ``situations/*.toml``, both languages side by side; their format is the
same, below ``[key]`` what holds for both and ``ko.`` or ``en.`` before the rest.

::

    [interview_failed]
    heard = ["오늘 면접에서 떨어졌어"]     # what people say then: a message like it is this
    of = "interview"                      # a more general topic, whose lines follow upon these
    about = "면접"                        # what {topic} stands for
    feel = "bad"                          # not with a joyful message; "good": not with a sad one
    domain = "work"                       # of topics of one domain, the particular one stays
    weighs = "anxious"                    # grave: the mood it is told in, whatever was read
    ahead = true                          # its lines fit what is yet to come
    aside = "mention"                     # does not displace a topic: a person named in passing,
                                          # a "feeling" about it, a "light" thing in between
    cues = ['면접.*(떨어|탈락)']           # regular expressions, searched for in the message
    whole = ['면탈(함|했어)?']             # regular expressions for the whole message, bare words only
    say = ["…"]                           # the first answer
    ask = ["…?", {ask = "…?", yes = "…", no = "…", unless = '…'}]   # the opening ones first
    more = ["…"]                          # later on, the topic being the same
    advise = ["…"]                        # only when advice is asked for
    after = ["play"]                      # an act only behind a line of one of those
    goes_on = true                        # an act after which the topic goes on
    answers = true                        # a topic whose lines answer a question about it
    by_mood.sad = ["…"]                   # before *say*, in that mood

Lines are in 해요체 and may have slots, ``{who:이랑}``: a name of `reading.SLOTS` and, in Korean, a
particle in either form. A line whose slot has no value is not used.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, TypeAlias

from bot.dialogue.korean import plain, with_particle
from config.moods import Mood

LANGUAGES = ("ko", "en")
SECTIONS = ("acts", "topics", "moods", "care")

Slots: TypeAlias = Mapping[str, str]

_SLOT = re.compile(r"\{(\w+)(?::([가-힣]+))?\}")
PLEASANT = frozenset({Mood.JOY, Mood.WARM})
UNPLEASANT = frozenset({Mood.SAD, Mood.TIRED, Mood.ANXIOUS, Mood.ANGRY})


@dataclass(frozen=True)
class Template:
    """One line, with slots."""

    text: str

    @cached_property
    def slots(self) -> frozenset[str]:
        return frozenset(name for name, _ in _SLOT.findall(self.text))

    def fill(self, slots: Slots) -> str | None:
        """The line with *slots* in it; None if one is missing."""
        if not all(slots.get(name) for name in self.slots):
            return None
        return _sentence_case(_SLOT.sub(lambda found: _filled(found, slots), self.text))

    def said_in(self, reply: str) -> bool:
        """Whether *reply* holds the line, in either speech level, with anything in its slots."""
        return bool(self._said.search(reply))

    @cached_property
    def _said(self) -> re.Pattern[str]:
        parts = re.split(r"\{[^}]*\}", self.text)
        forms = [[re.escape(part) for part in parts], [re.escape(plain(part)) for part in parts]]
        ways = dict.fromkeys(r"\S.{0,40}?".join(form) for form in forms)
        return re.compile("|".join(ways), re.IGNORECASE)


def _filled(found: re.Match[str], slots: Slots) -> str:
    word, particle = slots[found[1]], found[2]
    return with_particle(word, particle) if particle else word


def _sentence_case(text: str) -> str:
    return re.sub(r"(^|[.?!] )([a-z])", lambda found: found[1] + found[2].upper(), text)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question, what to say to a plain yes or no, and what makes it needless."""

    ask: Template
    yes: Template | None = None
    no: Template | None = None
    unless: re.Pattern[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Something a message can be, and what there is to say to it."""

    key: str
    of: str = ""
    general: "Situation | None" = None
    """The topic *of* names."""
    heard: tuple[str, ...] = ()
    about: str = ""
    feel: str = ""
    domain: str = ""
    aside: str = ""
    weighs: Mood | None = None
    ahead: bool = False
    after: tuple[str, ...] = ()
    answers: bool = False
    goes_on: bool = False
    cues: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    say: tuple[Template, ...] = ()
    ask: tuple[Question, ...] = ()
    more: tuple[Template, ...] = ()
    advise: tuple[Template, ...] = ()
    by_mood: Mapping[Mood, tuple[Template, ...]] = field(default_factory=dict)

    def fits(self, text: str, words: str) -> bool:
        """Whether a message is this: *text* as it was written, *words* without all but its words."""
        cue, whole = self._cue, self._whole
        return bool((cue and cue.search(text)) or (whole and whole.fullmatch(words)))

    @cached_property
    def _cue(self) -> re.Pattern[str] | None:
        return _either(self.cues)

    @cached_property
    def _whole(self) -> re.Pattern[str] | None:
        return _either(self.whole)

    def suits(self, mood: Mood) -> bool:
        """Whether its lines can be said to somebody in *mood*."""
        if self.feel == "bad":
            return mood not in PLEASANT
        return self.feel != "good" or mood not in UNPLEASANT

    @property
    def particular(self) -> bool:
        """Whether it is known by what people say alone, not by a cue."""
        return bool(self.heard) and not self.cues and not self.whole

    @property
    def questions(self) -> tuple[Question, ...]:
        """Its own, then those of what it is more particular than."""
        return (*self.ask, *(self.general.ask if self.general else ()))

    @property
    def remarks(self) -> tuple[Template, ...]:
        """As `questions`, what is said later on; of a good thing nothing that is not."""
        general = self.general
        fits = general is not None and (self.feel != "good" or general.feel == "good")
        return (*self.more, *(general.more if general and fits else ()))

    def said_in(self, reply: str) -> bool:
        """Whether *reply* holds one of its lines."""
        return any(line.said_in(reply) for line in self.templates())

    @property
    def advice(self) -> tuple[Template, ...]:
        """Its own or, without any, that of what it is more particular than."""
        return self.advise or (self.general.advise if self.general else ())

    def templates(self) -> list[Template]:
        """Every line of its own."""
        answers = [part for item in self.ask for part in (item.ask, item.yes, item.no) if part]
        moods = [line for lines in self.by_mood.values() for line in lines]
        return [*self.say, *answers, *self.more, *self.advise, *moods]


@dataclass(frozen=True, kw_only=True)
class Script:
    """All that is written in one language."""

    language: str
    acts: Mapping[str, Situation]
    topics: Mapping[str, Situation]
    moods: Mapping[Mood, Situation]
    care: Mapping[str, Situation]
    words: Mapping[str, Mapping[str, re.Pattern[str]]]
    """Slot → what stands in it → the words that mean it."""

    @cached_property
    def cued(self) -> Mapping[str, Sequence[Situation]]:
        """By section: what is known by a cue, in the order in which it is tried."""
        sections = {"acts": self.acts, "topics": self.topics}
        return {
            name: [one for one in section.values() if one.cues or one.whole]
            for name, section in sections.items()
        }

    def situations(self) -> list[Situation]:
        """All of them."""
        return [
            *self.acts.values(),
            *self.topics.values(),
            *self.moods.values(),
            *self.care.values(),
        ]


@cache
def script(language: str) -> Script:
    """What is written in *language*; raises `ValueError` if a file does not fit."""
    sections = {section: _section(language, section) for section in SECTIONS}
    return Script(
        language=language,
        acts=sections["acts"],
        topics=_with_particular(language, sections["topics"]),
        moods={Mood(key): situation for key, situation in sections["moods"].items()},
        care=sections["care"],
        words={
            slot: {shown: _pattern(cue) for shown, cue in rows.items()}
            for slot, rows in _toml(language, "words").items()
        },
    )


def _section(language: str, name: str) -> dict[str, Situation]:
    return {key: _situation(key, raw) for key, raw in _toml(language, name).items()}


def _with_particular(language: str, topics: Mapping[str, Situation]) -> dict[str, Situation]:
    """*topics* and those of ``situations/*.toml``, which carry on with the lines of theirs."""
    folder = files("bot.dialogue") / "situations"
    found = dict(topics)
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        for key, raw in tomllib.loads(file.read_text("utf-8")).items():
            if key in found:
                raise ValueError(f"{file.name}: there is a {key!r} already")
            found[key] = _particular(key, raw, language, topics)
    return found


def _particular(
    key: str, raw: Mapping[str, Any], language: str, topics: Mapping[str, Situation]
) -> Situation:
    shared = {name: value for name, value in raw.items() if name not in LANGUAGES}
    own = _situation(key, shared | raw[language])
    general = topics.get(own.of) if own.of else None
    if own.of and general is None:
        raise ValueError(f"{key!r} is of a topic that is not there: {own.of!r}")
    if general is None:
        return replace(own, aside="" if own.aside == "none" else own.aside)
    return replace(
        own,
        general=general,
        domain=general.domain,
        weighs=own.weighs or general.weighs,
        aside={"": "light" if general.aside == "light" else "", "none": ""}.get(
            own.aside, own.aside
        ),
    )


def _toml(language: str, name: str) -> dict[str, Any]:
    path = files("bot.dialogue") / "lines" / language / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _situation(key: str, raw: Mapping[str, Any]) -> Situation:
    rest = dict(raw)
    try:
        return Situation(
            key=key,
            of=rest.pop("of", ""),
            heard=tuple(rest.pop("heard", [])),
            about=rest.pop("about", ""),
            feel=rest.pop("feel", ""),
            domain=rest.pop("domain", key),
            aside=rest.pop("aside", ""),
            weighs=Mood(rest.pop("weighs")) if "weighs" in rest else None,
            ahead=rest.pop("ahead", False),
            after=tuple(rest.pop("after", [])),
            answers=rest.pop("answers", False),
            goes_on=rest.pop("goes_on", False),
            cues=tuple(rest.pop("cues", [])),
            whole=tuple(rest.pop("whole", [])),
            ask=tuple(map(_question, rest.pop("ask", []))),
            by_mood={
                Mood(mood): _templates(lines) for mood, lines in rest.pop("by_mood", {}).items()
            },
            **{name: _templates(lines) for name, lines in rest.items()},  # type: ignore[arg-type]
        )
    except TypeError as error:
        raise ValueError(f"the lines of {key!r} do not fit: {error}") from error


def _either(cues: Sequence[str]) -> re.Pattern[str] | None:
    """What any of *cues* finds; None if there are none."""
    return _pattern("|".join(f"(?:{cue})" for cue in cues)) if cues else None


def _pattern(cue: str) -> re.Pattern[str]:
    return re.compile(cue, re.IGNORECASE)


def _templates(lines: list[str]) -> tuple[Template, ...]:
    return tuple(map(Template, lines))


def _question(raw: str | Mapping[str, str]) -> Question:
    if isinstance(raw, str):
        return Question(ask=Template(raw))
    unless = raw.get("unless")
    lines = {name: Template(text) for name, text in raw.items() if name != "unless"}
    return Question(**lines, unless=_pattern(unless) if unless else None)

"""What a hand-written line is, a question, and a situation with all that there is to say in it.

How they are written down stands in `bot.dialogue.script`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from bot.dialogue.korean import plain, with_particle
from config.moods import Mood

LANGUAGES = ("ko", "en")

Slots: TypeAlias = Mapping[str, str]

_SLOT = re.compile(r"\{(\w+)(?::([가-힣]+))?\}")
_ENDING = 7  # characters of a verb's ending
_TRAILING = " .!?~…ㅋㅎㅠㅜ"
PLEASANT = frozenset({Mood.JOY, Mood.WARM})
UNPLEASANT = frozenset({Mood.SAD, Mood.TIRED, Mood.ANXIOUS, Mood.ANGRY})
HEAVY = UNPLEASANT - {Mood.TIRED}
"""Moods in which nothing is changed over or played with."""


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
class Occasion:
    """What a message must hold for something to be said to it."""

    given: re.Pattern[str] | None = None
    but: re.Pattern[str] | None = None
    """With this it does not go."""

    def fits(self, told: str) -> bool:
        """Whether the message *told* calls for it."""
        if self.given and not self.given.search(told):
            return False
        return not (self.but and self.but.search(told))

    def ends(self, told: str) -> bool:
        """Whether what it is for stands at the end of *told*, give or take a verb's ending."""
        found = self.given.search(told) if self.given else None
        return found is not None and len(told.rstrip(_TRAILING)) - found.end() <= _ENDING


@dataclass(frozen=True, kw_only=True)
class Question(Occasion):
    """A question, what to say to a plain yes or no, and what makes it needless."""

    ask: Template
    yes: Template | None = None
    no: Template | None = None
    unless: re.Pattern[str] | None = None
    """Something that was told lately."""


@dataclass(frozen=True, kw_only=True)
class Remark(Occasion):
    """What some messages call for, in one way or another, and the question that goes with it."""

    say: tuple[Template, ...]
    ask: Question | None = None
    heard: tuple[str, ...] = ()
    """What people say then: only a message like it calls for the remark, if there is any."""


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
    moods: frozenset[Mood] = frozenset()
    certain: bool = False
    ahead: bool = False
    after: tuple[str, ...] = ()
    answers: bool = False
    goes_on: bool = False
    cues: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    say: tuple[Template, ...] = ()
    ask: tuple[Question, ...] = ()
    when: tuple[Remark, ...] = ()
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

    @cached_property
    def kin(self) -> frozenset[str]:
        """Itself, what it is a particular case of, and what both belong to."""
        return frozenset({self.key, self.of or self.key, self.domain})

    @cached_property
    def asked(self) -> bool:
        """Whether it is a question, as people say it."""
        return 2 * sum(text.endswith("?") for text in self.heard) > len(self.heard)

    def suits(self, mood: Mood) -> bool:
        """Whether its lines can be said to somebody in *mood*."""
        if self.moods and mood not in self.moods:
            return False
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
    def answerable(self) -> tuple[Question, ...]:
        """All that it may have asked."""
        return (*self.questions, *(one.ask for one in self.when if one.ask))

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
        asked = [*self.ask, *(one.ask for one in self.when if one.ask)]
        answers = [part for item in asked for part in (item.ask, item.yes, item.no) if part]
        moods = [line for lines in self.by_mood.values() for line in lines]
        remarks = [line for item in self.when for line in item.say]
        return [*self.say, *answers, *remarks, *self.more, *self.advise, *moods]


@dataclass(frozen=True, kw_only=True)
class Script:
    """All that is written in one language."""

    language: str
    acts: Mapping[str, Situation]
    topics: Mapping[str, Situation]
    moods: Mapping[Mood, Situation]
    care: Mapping[str, Situation]
    wonder: Mapping[str, Situation]
    tellings: Mapping[str, Situation]
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

    @cached_property
    def people(self) -> Mapping[str, frozenset[str]]:
        """By topic: everybody who is named in what people say of it."""
        who = self.words["who"].items()
        return {
            key: frozenset(shown for shown, cue in who if any(map(cue.search, topic.heard)))
            for key, topic in self.topics.items()
        }

    def situations(self) -> list[Situation]:
        """All of them."""
        return [
            *self.acts.values(),
            *self.topics.values(),
            *self.moods.values(),
            *self.care.values(),
            *self.wonder.values(),
            *self.tellings.values(),
        ]


def _either(cues: Sequence[str]) -> re.Pattern[str] | None:
    """What any of *cues* finds; None if there are none."""
    return pattern("|".join(f"(?:{cue})" for cue in cues)) if cues else None


def pattern(cue: str) -> re.Pattern[str]:
    """*cue*, whichever case it is written in."""
    return re.compile(cue, re.IGNORECASE)

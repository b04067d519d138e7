"""What the guard knows: ``lexicon/*.toml``, read into frozen values.

A *sign* says what a phrase is about and how grave it is alone. An *idiom* covers its own phrase
(배고파 죽겠다) and nothing else. A *context* changes the level of the signs of its kind that stand
in it: negation, the past, another person, a story, a named time. All the conditions that a context
gives must hold; the patterns of one condition are alternatives.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from bot.events import Level

_SCRIPTS = {"ko": "[ㄱ-ㅣ가-힣]", "en": "[a-z]"}

_FORM = re.compile(r"\{([a-z_]+)\}")
_UNBOUNDED = re.compile(r"(?<!\\)[*+](?![^\[]*\])|\{\d*,\}")


class Kind(StrEnum):
    """What a message that asks for care is about."""

    SELF_HARM = "self_harm"
    """The person's own death or injury."""
    DISTRESS = "distress"
    """Hopelessness or worthlessness, without a word of death."""
    SOMEONE_ELSE = "someone_else"
    """Another person is at risk."""
    BEREAVED = "bereaved"
    """Another person has died that way."""
    ABUSE = "abuse"
    """Somebody does violence to the person."""
    EATING = "eating"
    """Starving, purging, or a body that is fought."""
    VIOLENCE = "violence"
    """The person may do violence to somebody."""


_KINDS = {kind.value: kind for kind in (Kind.DISTRESS, Kind.ABUSE, Kind.EATING, Kind.VIOLENCE)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A group of phrases that mean one thing."""

    name: str
    level: Level
    about: str
    """``wish life plan act means method injury farewell mention distress abuse eating violence``:
    contexts and the weighing of a whole message go by it."""
    pattern: re.Pattern[str]
    firm: bool = False
    """Whether it cannot be meant otherwise: only a fixed idiom covers it, and only a context that
    is attached to it changes it."""

    @property
    def kind(self) -> Kind:
        """What the sign is about, unless its context says otherwise."""
        return _KINDS.get(self.about, Kind.SELF_HARM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Idiom:
    """A group of phrases that look like signs and are none."""

    pattern: re.Pattern[str]
    fixed: bool
    """Whether it is a title or a saying: these cover firm signs too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Something around a sign that changes what it means."""

    name: str
    of: frozenset[str]
    """The signs it applies to: what they are about, or their names."""
    raises: Level
    """The sign is at least this grave."""
    lowers: Level
    """The sign is at most this grave."""
    kind: Kind | None
    """What the sign is about here, where that is not what it is about alone."""
    before: re.Pattern[str] | None
    """Must end where the sign starts."""
    after: re.Pattern[str] | None
    """Must start where the sign ends."""
    within: re.Pattern[str] | None
    """Must be in the same sentence."""
    unless: re.Pattern[str] | None
    """Must not be in the same sentence."""

    def concerns(self, sign: Sign) -> bool:
        """Whether *sign* is one that this context can change."""
        attached = self.before is not None or self.after is not None
        return (attached or not sign.firm) and not self.of.isdisjoint((sign.about, sign.name))

    def holds(self, sentence: str, place: re.Match[str]) -> bool:
        """Whether the sign at *place* of *sentence* stands in this context."""
        return (
            (self.before is None or bool(self.before.search(sentence[: place.start()])))
            and (self.after is None or bool(self.after.search(sentence[place.end() :])))
            and (self.within is None or bool(self.within.search(sentence)))
            and (self.unless is None or not self.unless.search(sentence))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """One language's signs, idioms and contexts."""

    signs: tuple[Sign, ...]
    idioms: tuple[Idiom, ...]
    contexts: tuple[Context, ...]
    words: frozenset[str]
    """The Latin words of the signs."""
    script: re.Pattern[str]
    """Found in every sentence that has words of the language."""


@cache
def lexicons() -> tuple[Lexicon, ...]:
    """The shipped lexicons; raises `ValueError` if one does not fit."""
    return tuple(_read(language) for language in _SCRIPTS)


def _read(language: str) -> Lexicon:
    raw = tomllib.loads((files("bot.care") / "lexicon" / f"{language}.toml").read_text("utf-8"))
    grammar = _Grammar(language, raw["forms"])
    return Lexicon(
        signs=tuple(_sign(row, grammar) for row in raw["signs"]),
        idioms=tuple(_idiom(row, grammar) for row in raw["idioms"]),
        contexts=tuple(_context(row, grammar) for row in raw["contexts"]),
        words=frozenset(word for row in raw["signs"] for word in grammar.words(row["patterns"])),
        script=re.compile(_SCRIPTS[language]),
    )


class _Grammar:
    """Turns the lexicon's patterns into regular expressions."""

    def __init__(self, language: str, forms: Mapping[str, str]) -> None:
        self._korean = language == "ko"
        self._forms = forms

    def pattern(self, patterns: Iterable[str], *, edges: bool = True) -> re.Pattern[str]:
        """One expression for all *patterns*; between word *edges* in a language that has them."""
        written = "|".join(map(self._written, patterns))
        if self._korean or not edges:
            return re.compile(written)
        return re.compile(rf"\b(?! )(?:{written})(?:\b|(?=\W|$))")

    def words(self, patterns: Iterable[str]) -> set[str]:
        """The Latin words that *patterns* are made of."""
        return set(re.findall(r"(?<!\\)[a-z]{3,}", " ".join(map(self._filled, patterns))))

    def _written(self, pattern: str) -> str:
        filled = self._filled(pattern)
        if found := _UNBOUNDED.search(re.sub(r"\[[^\]]*\]", "", filled)):
            raise ValueError(f"the pattern {pattern!r} repeats without a bound: {found[0]}")
        return filled.replace(" ", " ?") if self._korean else filled

    def _filled(self, pattern: str) -> str:
        while found := _FORM.search(pattern):
            pattern = pattern[: found.start()] + self._forms[found[1]] + pattern[found.end() :]
        return pattern


def _sign(row: Mapping[str, Any], grammar: _Grammar) -> Sign:
    return Sign(
        name=row["name"],
        level=Level(row["level"]),
        about=row["about"],
        pattern=grammar.pattern(row["patterns"]),
        firm=row.get("firm", False),
    )


def _idiom(row: Mapping[str, Any], grammar: _Grammar) -> Idiom:
    return Idiom(pattern=grammar.pattern(row["patterns"]), fixed=row.get("fixed", False))


def _context(row: Mapping[str, Any], grammar: _Grammar) -> Context:
    def condition(name: str) -> re.Pattern[str] | None:
        return grammar.pattern(row[name], edges=False) if name in row else None

    return Context(
        name=row["name"],
        of=frozenset(row["of"]),
        raises=Level(row.get("raises", Level.NONE)),
        lowers=Level(row.get("lowers", Level.IMMINENT)),
        kind=Kind(row["kind"]) if "kind" in row else None,
        before=condition("before"),
        after=condition("after"),
        within=condition("within"),
        unless=condition("unless"),
    )

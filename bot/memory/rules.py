"""What a sentence says about the person who wrote it, by the table of one language.

The tables are ``rules_ko.toml`` and ``rules_en.toml``. In a pattern there ``@kin`` stands for any
of the ``words`` of that name.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Self

from bot.memory.certainty import denies
from bot.memory.days import day_in, vague_time
from bot.memory.finding import Finding
from bot.memory.plans import Plans
from bot.memory.subjects import Pattern, Subjects
from bot.memory.wording import names_in, stem, unworded, worded
from bot.protocols import Kind

_OWN = (Kind.NAME, Kind.WORK, Kind.HOME, Kind.LIKE, Kind.DISLIKE)
"""What others have as well, and is only remembered of the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern, and what it finds."""

    kind: Kind
    pattern: Pattern
    """Its group ``what`` is the thing itself."""
    value: str
    text: str
    """Like ``value`` a template for `worded`, of the pattern's groups and the ``sentence``."""
    never: Pattern | None
    """What the thing, as a whole, cannot be."""
    stem: bool
    """Whether the thing stands with an ending."""
    denied: bool
    """Whether it holds of a sentence that denies something, too."""
    own: str
    """Whose doing it must be, where the pattern does not tell; see `Subjects.is_own`."""

    @classmethod
    def of(cls, raw: Mapping[str, Any], compiled: Callable[[str], Pattern], /) -> Self:
        """That of a table."""
        return cls(
            kind=Kind(raw["kind"]),
            pattern=compiled(raw["pattern"]),
            value=raw.get("value", "{what}"),
            text=raw["text"],
            never=compiled(raw["never"]) if "never" in raw else None,
            stem=raw.get("stem", False),
            denied=raw.get("denied", False),
            own=raw.get("own", ""),
        )

    def found_in(self, sentence: str, subjects: Subjects) -> Finding | None:
        """What it finds in *sentence*, if anything."""
        found = self.pattern.search(sentence)
        if found is None or (self.own and not subjects.is_own(self.own, sentence, found)):
            return None
        what = stem(found["what"]) if self.stem else found["what"]
        if self.never and self.never.fullmatch(what):
            return None
        words = {**found.groupdict(), "what": what, "sentence": sentence}
        return Finding(self.kind, worded(self.value, **words), worded(self.text, **words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Those of a language."""

    each: Sequence[Rule]
    plans: Plans
    subjects: Subjects
    evidence: Mapping[Kind, Pattern]

    def read_back(self, kind: Kind, text: str) -> str | None:
        """The value of which *text* may be the sentence; None if no rule words it so."""
        for rule in self.each:
            words = unworded(rule.text, text) if rule.kind is kind else None
            if words is not None and names_in(rule.value) <= words.keys():
                return worded(rule.value, **words)
        return None

    def bears_out(self, kind: Kind, sentence: str, today: date) -> bool:
        """Whether *sentence*, which was said *today*, may tell such a thing of the person at all."""
        if kind in _OWN and self.subjects.is_others(sentence):
            return False
        if kind is Kind.PLAN:
            return bool(day_in(sentence, today) or vague_time(sentence))
        return self.evidence[kind].search(sentence) is not None

    def found_in(self, sentence: str, today: date) -> Iterator[Finding]:
        """What *sentence*, one that is said for sure, says about the person.

        *today* is the day on which it was said.
        """
        denied = denies(sentence)
        for rule in self.each:
            if denied and not rule.denied:
                continue
            if (found := rule.found_in(sentence, self.subjects)) is not None:
                yield found
        if not denied and (plan := self.plans.found_in(sentence, today, self.subjects)) is not None:
            yield plan


@cache
def rules(language: str) -> Rules:
    """The rules for ``ko`` or ``en``."""
    raw = tomllib.loads((files("bot.memory") / f"rules_{language}.toml").read_text("utf-8"))
    words = {name: f"(?:{'|'.join(forms)})" for name, forms in raw["words"].items()}

    def compiled(pattern: str) -> Pattern:
        return re.compile(re.sub(r"@([A-Za-z]+)", lambda name: words[name[1]], pattern))

    return Rules(
        each=[Rule.of(one, compiled) for one in raw["rules"]],
        plans=Plans.of(raw["plan"], compiled),
        subjects=Subjects.of(raw.get("subjects", {}), compiled),
        evidence={Kind(kind): compiled(words) for kind, words in raw["evidence"].items()},
    )

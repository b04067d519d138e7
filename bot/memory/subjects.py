"""Who does what a sentence tells, where the language need not say it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Self, TypeAlias

Pattern: TypeAlias = re.Pattern[str]

_NOTHING = "(?!)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """How to tell whose doing something is; the patterns of one language."""

    others: Pattern
    """Somebody who is not the person, as a subject."""
    theirs: Pattern
    """Their people or animals, likely as a subject."""
    kin: Pattern
    """One of these, surely as a subject."""
    person: Pattern
    """The person, as a subject."""
    subject: Pattern
    """Whatever looks like a subject; its group ``who`` is that."""
    no_subject: Pattern
    """What looks like one and is none."""

    @classmethod
    def of(cls, raw: Mapping[str, str], compiled: Callable[[str], Pattern], /) -> Self:
        """Those of a table; one that it lacks finds nothing."""
        return cls(**{one.name: compiled(raw.get(one.name, _NOTHING)) for one in fields(cls)})

    def is_own(self, whose: str, sentence: str, found: re.Match[str]) -> bool:
        """Whether what was *found* in *sentence* is the doing of whom *whose* names.

        ``person`` is the one who writes, ``before`` the same as far as the words in front tell,
        ``kin`` that person or one of their people and animals.
        """
        front = sentence[: found.end("what")]
        if whose == "before":
            return not self.is_others(sentence[: found.start()])
        if whose == "kin":
            return not self.is_of_others(sentence) and not self._others_do(self.kin.sub(" ", front))
        return not self.is_others(sentence) and not self._others_do(front)

    def is_of_others(self, sentence: str) -> bool:
        """Whether somebody outside is the subject of any part of it."""
        return self.others.search(f"{sentence} ") is not None

    def is_others(self, text: str) -> bool:
        """Whether *text* is about somebody else, and not about the person as well."""
        somebody = self.is_of_others(text) or self.theirs.search(f"{text} ")
        return bool(somebody) and not self.person.search(text)

    def _others_do(self, front: str) -> bool:
        return any(
            not self.no_subject.fullmatch(one["who"]) for one in self.subject.finditer(front)
        )

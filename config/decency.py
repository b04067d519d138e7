"""What no persona may claim or demand: sentences that would harm the person who talks to it.

A companion that is said to be a person or a therapist, that is hurt by a good-bye, or that wants to
be the only one, does harm however kindly it is meant. A sentence that denies such a thing is fine.
What counts as what stands in ``decency.toml``.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeAlias

_SENTENCE = re.compile(r"(?<=[.!?;。])\s+|\n+")
_APART = re.compile(r"\b(?:[A-Za-z]\.){2,}|\b(?![aAI] )[A-Za-z](?:[ *_-][A-Za-z]){2,}\b")
"""A word whose letters are set apart: “h u m a n”, “A.I.”"""

Pattern: TypeAlias = re.Pattern[str]


class _Language(NamedTuple):
    faults: Mapping[str, Pattern]
    """By what is wrong."""
    clause: Pattern
    denied: Pattern
    insisted: Pattern
    denies_first: bool
    """Whether what denies stands in front of what it denies."""

    def found_in(self, sentence: str) -> Iterator[str]:
        # Whole as well: “when they go, it cries” is two clauses.
        for clause in (sentence, *self.clause.split(sentence)):
            for kind, pattern in self.faults.items():
                if not all(map(self._is_denied, pattern.finditer(clause))):
                    yield kind

    def _is_denied(self, match: re.Match[str]) -> bool:
        text = match.string
        around = text[: match.start()] if self.denies_first else text[match.end() :]
        return self.denied.search(self.insisted.sub("", around)) is not None


def faults(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong and the sentence in which it is, for each such sentence of *text*."""
    for sentence in filter(None, map(str.strip, _SENTENCE.split(text))):
        plain = _plain(sentence)
        for kind in dict.fromkeys(kind for one in _languages() for kind in one.found_in(plain)):
            yield kind, sentence


def _plain(text: str) -> str:
    """*text* without what hides a word from a reader of letters."""
    shown = "".join(
        letter
        for letter in unicodedata.normalize("NFKC", text).replace("’", "'")
        if unicodedata.category(letter) != "Cf"
    )
    return _APART.sub(lambda word: re.sub(r"[^A-Za-z]", "", word[0]), shown)


@cache
def _languages() -> tuple[_Language, ...]:
    raw = tomllib.loads((files("config") / "decency.toml").read_text("utf-8"))
    words = {name: f"(?:{'|'.join(forms)})" for name, forms in raw["words"].items()}

    def compiled(pattern: str) -> Pattern:
        return re.compile(re.sub(r"@([a-z]+)", lambda name: words[name[1]], pattern), re.IGNORECASE)

    return tuple(
        _Language(
            faults={one["kind"]: compiled("|".join(one[code])) for one in raw["faults"]},
            clause=compiled(raw["clause"][code]),
            denied=compiled(raw["denied"][code]),
            insisted=compiled(raw["insisted"][code]),
            denies_first=code == "en",
        )
        for code in ("ko", "en")
    )

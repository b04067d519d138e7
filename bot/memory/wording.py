"""Sentences that are put together from words."""

import re
from collections.abc import Set
from string import Formatter

_PARTICLES = {"이": "가", "은": "는", "을": "를", "이에요": "예요", "이라고": "라고"}
"""Behind a consonant: behind a vowel."""
_STATED = (
    "이라고", "이예요", "이에요", "입니다", "이거든", "이고", "인데", "이야", "예요", "에요", "라고", "거든", "임", "고", "야",
)  # fmt: skip
"""Endings that make a noun a statement; the first that fits is it."""
_CONSONANTS = frozenset("013678LMNlmn")


def worded(template: str, **words: object) -> str:
    """*template* with *words*: ``{what:이}`` with the particle that fits, ``{what:a}`` the article."""
    return _Formatter().vformat(template, (), words)


def names_in(template: str) -> Set[str]:
    """The names of the words in *template*."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def unworded(template: str, text: str) -> dict[str, str] | None:
    """The words with which *template* says *text*, whatever the particles; None if it does not."""
    parts = (
        re.escape(literal.rstrip(".")) + (f"(?P<{name}>.+?){_behind(spec)}" if name else "")
        for literal, name, spec, _ in Formatter().parse(template)
    )
    found = re.fullmatch("".join(parts), text.strip(" .!~"), re.IGNORECASE)
    return found.groupdict() if found else None


def _behind(spec: str | None) -> str:
    """A pattern for what may stand behind a word that is written with *spec*."""
    if spec == "이에요":
        return f"(?:{'|'.join(_STATED)})?"
    return f"(?:{spec}|{_PARTICLES[spec]})?" if spec in _PARTICLES else ""


def ends_closed(word: str) -> bool:
    """Whether *word* ends in a consonant, in Korean."""
    last = word[-1:]
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28 > 0
    return last in _CONSONANTS


_BEHIND_VOWELS = {"예요", "에요", "라고", "거든", "고", "야"}


def stem(word: str) -> str:
    """*word* without the ending that makes it a statement: “지민이에요” → “지민”."""
    for ending in _STATED:
        bare = word.removesuffix(ending)
        closed = True if ending.startswith("이") else False if ending in _BEHIND_VOWELS else None
        if bare != word and bare and closed in {None, ends_closed(bare)}:
            return bare
    return word


class _Formatter(Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        if not isinstance(value, str) or not format_spec:
            return str(super().format_field(value, format_spec))
        if format_spec == "a":
            return f"{'an' if value[0] in 'aeiou' else 'a'} {value}"
        return value + (format_spec if ends_closed(value) else _PARTICLES[format_spec])

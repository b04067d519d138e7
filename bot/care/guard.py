"""The crisis guard: reads every message before, and without, any model.

::

    Guard().judge(text) -> Judgement(level, kinds)

A message is read in its views (`bot.care.normal`), sentence by sentence. In a sentence idioms are
covered, signs are found, and the context of each sign lowers or raises it (`bot.care.lexicon`).
The gravest sign decides: nothing that is said elsewhere lowers it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.care.lexicon import LANGUAGES, Context, Kind, Lexicon, Sign, lexicon
from bot.care.normal import views
from bot.care.spelling import Spelling
from bot.events import Level

__all__ = ["Guard", "Judgement", "Kind"]

_SEVERITY = {level: rank for rank, level in enumerate(Level)}
_SENTENCE = re.compile(
    r"(?:(?! (?:but|though|however|honestly)\b|(?<=\w) (?:근데|그런데|하지만|그치만|그렇지만|솔직히) )[^.!?\n]){1,400}[.!?]?"
)
_COVER = "▒"
_RAISED_BY_MEANS = {"wish", "life", "plan", "method", "injury"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the guard makes of one message."""

    level: Level = Level.NONE
    kinds: tuple[Kind, ...] = ()
    """What the level rests on; empty for `Level.NONE`."""


@dataclass(frozen=True, slots=True)
class _Finding:
    sign: Sign
    level: Level
    kind: Kind

    @property
    def severity(self) -> int:
        return _SEVERITY[self.level]


class Guard:
    """Judges messages; built once, it keeps nothing of them."""

    def __init__(self) -> None:
        self._lexicons: Sequence[Lexicon] = [lexicon(language) for language in LANGUAGES]
        self._spelling = Spelling(word for each in self._lexicons for word in each.words)

    def judge(self, text: str, /) -> Judgement:
        """The judgement of *text*, which may be any string; never raises.

        Takes time in proportion to the length of *text*: below 5 ms for a usual message.
        """
        readings = [self._read(view) for view in views(text, self._spelling)]
        level = max((_weigh(findings) for findings in readings), key=_SEVERITY.__getitem__)
        if level is Level.NONE:
            return Judgement()
        found = {finding.kind for findings in readings for finding in findings if finding.severity}
        return Judgement(level, tuple(kind for kind in Kind if kind in found))

    def _read(self, view: str) -> list[_Finding]:
        sentences = dict.fromkeys(found[0].strip() for found in _SENTENCE.finditer(view))
        return [
            finding
            for sentence in sentences
            for each in self._lexicons
            for finding in _findings(sentence, each)
        ]


def _findings(sentence: str, known: Lexicon) -> Iterator[_Finding]:
    for idiom in known.idioms:
        sentence = idiom.sub(_COVER, sentence)
    for sign in known.signs:
        for found in sign.pattern.finditer(sentence):
            yield _in_context(sign, known.contexts, sentence, found)


def _in_context(
    sign: Sign, contexts: Sequence[Context], sentence: str, found: re.Match[str]
) -> _Finding:
    """*sign* as its contexts leave it: what raises it comes first, what lowers it has the last word."""
    level, kind = sign.level, sign.kind
    holding = [
        context
        for context in contexts
        if context.of & {sign.about, sign.name} and context.holds(sentence, *found.span())
    ]
    for context in sorted(holding, key=lambda context: -_SEVERITY[context.level]):
        if context.level is Level.IMMINENT or _SEVERITY[context.level] <= _SEVERITY[level]:
            level, kind = context.level, context.kind or kind
    return _Finding(sign, level, kind)


def _weigh(findings: Sequence[_Finding]) -> Level:
    """The level of a whole message."""
    level = max((finding.level for finding in findings), key=_SEVERITY.__getitem__, default=Level.NONE)
    return Level.IMMINENT if level is Level.EXPLICIT and _has_means(findings) else level


def _has_means(findings: Sequence[_Finding]) -> bool:
    return False

"""The crisis guard: reads every message before, and without, any model.

::

    Guard().judge(text) -> Judgement(level, kinds)         at once, by the lexicon alone
    await Guard(opinions).hear(text) -> Judgement           and by the network, if it is in time

A message is read in its views (`bot.care.normal`), sentence by sentence. In a sentence idioms are
covered, signs are found, and the contexts of each sign lower or raise it (`bot.care.lexicon`).
The gravest sign decides: nothing that is said elsewhere in the message lowers it. A trained network
(`bot.care.network`) may raise that level and never lowers it.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from bot.care.lexicon import Idiom, Kind, Lexicon, Sign, lexicons
from bot.care.normal import views
from bot.care.opinion import Opinion, Opinions, Passage
from bot.care.recent import Recent
from bot.care.spelling import Spelling
from bot.events import Level

__all__ = ["Guard", "Judgement", "Kind"]

_SEVERITY = {level: rank for rank, level in enumerate(Level)}
_TURN = "but|though|however|honestly|근데|그런데|하지만|그치만|그렇지만|솔직히"
_ADDED = "of|without|by|only"
"""Begins no sentence, but the rest of the one before: "took the whole bottle. Of ketchup"."""
_BREAK = re.compile(rf"(?<=[.!?])(?![.!?\d]| (?:{_ADDED}) )|\n| (?=(?:{_TURN}) )")
_WINDOW, _STEP = 400, 300
_COVER = "▒"
_PREPARED = {"means", "farewell"}
_QUICKLY = 1_000
"""Characters that are judged in about ten milliseconds; more go to a thread."""
_TELLING = 5
"""Characters that tell the network nothing: 피자, 아니, yes."""
_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
"""What the network has never read: a random name in it is anything to it."""
_MOST_SENTENCES = 8
"""Of a view that the network reads alone: half of them where it begins, half where it ends."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the guard makes of one message."""

    level: Level = Level.NONE
    kinds: tuple[Kind, ...] = ()
    """What was found, gravest first; empty for `Level.NONE`."""
    hunch: bool = False
    """Whether no word of the lexicon bears it out: it is asked about, and not held to be so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sign in a message, as its contexts leave it."""

    sign: Sign
    level: Level
    kind: Kind
    contexts: tuple[str, ...] = ()
    """The names of the contexts that changed it."""


class Guard:
    """Judges messages; built once, it keeps nobody's words."""

    def __init__(self, opinions: Opinions | None = None) -> None:
        """Without *opinions* it goes by the lexicon alone."""
        self._lexicons = lexicons()
        self._opinions = opinions
        self._judged = Recent[Judgement]()
        self._spelling = _spelling()

    async def hear(self, text: str, /) -> Judgement:
        """The judgement of *text*, which may be any string; never raises.

        At least as grave as what `judge` says at once, and there within `PATIENCE` seconds more.
        """
        if len(text) < _QUICKLY:
            judged, passages = self._heard(text)
        else:
            judged, passages = await asyncio.to_thread(self._heard, text)
        if self._opinions is None or not passages:
            return judged
        return _raised(judged, await self._opinions.ask(passages))

    def judge(self, text: str, /) -> Judgement:
        """The lexicon's judgement of *text*, which may be any string; never raises.

        The time is proportional to the length of *text*: about a millisecond for a usual message,
        some ten seconds for a megabyte of prose. A text that was judged just now takes none.
        """
        return self._judged.of(text) or self._judged.keep(text, self._judgement(text))

    def _judgement(self, text: str) -> Judgement:
        readings = self.readings(text)
        level = max(map(_weigh, readings), key=_SEVERITY.__getitem__)
        if level is Level.NONE:
            return Judgement()
        grave: dict[Kind, int] = {}
        for each in filter(_counts, chain.from_iterable(readings)):
            grave[each.kind] = max(grave.get(each.kind, 0), _SEVERITY[each.level])
        found = [kind for kind in Kind if kind in grave]
        return Judgement(level, tuple(sorted(found, key=grave.__getitem__, reverse=True)))

    def readings(self, text: str, /) -> Sequence[Sequence[Finding]]:
        """What was found in each view of *text*; for the reviewer of the lexicon."""
        read = cache(self._read)  # the views share most of their sentences
        return [
            [finding for sentence in dict.fromkeys(_sentences(view)) for finding in read(sentence)]
            for view in self.views(text)
        ]

    def _read(self, sentence: str) -> Sequence[Finding]:
        return [finding for each in self._lexicons for finding in _findings(sentence, each)]

    def _heard(self, text: str) -> tuple[Judgement, Sequence[Passage]]:
        """The lexicon's judgement, and what is left for the network to read."""
        judged = self.judge(text)
        is_settled = self._opinions is None or judged.level is Level.IMMINENT
        return judged, () if is_settled else self.passages(text)

    def passages(self, text: str, /) -> Sequence[Passage]:
        """What the network reads of *text*, but for links: each view as a whole and, where it has
        several, sentences."""
        parts = (part for view in self.views(_LINK.sub(" ", text)) for part in _parts(view))
        passages = map(self._wordings, parts)
        return [one for one in passages if min(map(len, one)) > _TELLING]

    def views(self, text: str, /) -> Sequence[str]:
        """*text* without its disguises."""
        return views(text, self._spelling)

    def _wordings(self, passage: str) -> Passage:
        """*passage*, and where the lexicon knows an idiom in it, the same without that."""
        bare = passage
        for idiom in (idiom for each in self._lexicons for idiom in each.idioms):
            bare = idiom.pattern.sub(" ", bare).strip()
        return (passage,) if bare == passage else (passage, bare)


@cache
def _spelling() -> Spelling:
    return Spelling(word for each in lexicons() for word in each.words)


def _parts(view: str) -> Sequence[str]:
    sentences, half = list(_sentences(view)), _MOST_SENTENCES // 2
    if len(view) > _WINDOW:
        view = f"{view[: _WINDOW // 2]} {view[-_WINDOW // 2 :]}"
    some = [*sentences[:half], *sentences[-half:]] if len(sentences) > 1 else []
    return list(dict.fromkeys([view, *some]))


def _sentences(view: str) -> Iterator[str]:
    """The sentences of *view*; a very long one in overlapping windows, so that time stays linear."""
    for sentence in map(str.strip, _BREAK.split(view)):
        for start in range(0, max(1, len(sentence) - (_WINDOW - _STEP)), _STEP):
            yield sentence[start : start + _WINDOW]


def _findings(sentence: str, known: Lexicon) -> Iterator[Finding]:
    if not known.script.search(sentence):
        return
    signs = [sign for sign in known.signs if sign.pattern.search(sentence)]
    if not signs:
        return
    for idiom in known.idioms:
        sentence = _covered(sentence, idiom, signs)
    for sign in signs:
        for place in sign.pattern.finditer(sentence):
            yield _in_context(sign, known, sentence, place)


def _covered(sentence: str, idiom: Idiom, signs: Sequence[Sign]) -> str:
    """*sentence* with *idiom* covered, except where a firm sign would be covered with it."""
    firm = [] if idiom.fixed else [sign.pattern for sign in signs if sign.firm]
    held = [place.span() for pattern in firm for place in pattern.finditer(sentence)]

    def cover(phrase: re.Match[str]) -> str:
        overlaps = any(start < phrase.end() and phrase.start() < end for start, end in held)
        return phrase[0] if overlaps else _COVER

    return idiom.pattern.sub(cover, sentence)


def _in_context(sign: Sign, known: Lexicon, sentence: str, place: re.Match[str]) -> Finding:
    """*sign* with its contexts: those that raise come first, those that lower have the last word."""
    level, kind, changed = sign.level, sign.kind, []
    for context in known.contexts:
        if context.concerns(sign) and context.holds(sentence, place):
            level = max(level, context.raises, key=_SEVERITY.__getitem__)
            changed.append(context)
    for context in changed:
        level = min(level, context.lowers, key=_SEVERITY.__getitem__)
        kind = context.kind or kind
    names = tuple(context.name for context in changed)
    return Finding(sign=sign, level=level, kind=kind, contexts=names)


def _weigh(findings: Sequence[Finding]) -> Level:
    """The level of one reading: its gravest sign, and what farewells and means add to it."""
    level = max((each.level for each in findings), key=_SEVERITY.__getitem__, default=Level.NONE)
    prepared = {each.sign.name: each.sign.about for each in findings if _prepares(each)}
    if level is Level.EXPLICIT:
        wishes = {each.sign.name for each in findings if each.level is level}
        return Level.IMMINENT if any(prepared.keys() - {wish} for wish in wishes) else level
    farewells = sum(about == "farewell" for about in prepared.values())
    if farewells > 1 or 0 < farewells < len(prepared):
        return max(level, Level.EXPLICIT, key=_SEVERITY.__getitem__)
    return level


def _raised(judged: Judgement, opinion: Opinion | None) -> Judgement:
    if opinion is None or _SEVERITY[opinion.level] <= _SEVERITY[judged.level]:
        return judged
    others = (kind for kind in judged.kinds if kind is not opinion.kind)
    return Judgement(opinion.level, (opinion.kind, *others), hunch=judged.level is Level.NONE)


def _prepares(finding: Finding) -> bool:
    return finding.sign.about in _PREPARED and not finding.contexts


def _counts(finding: Finding) -> bool:
    return finding.level is not Level.NONE or _prepares(finding)

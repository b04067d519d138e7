"""Keywords: what is said of a thing, a person or a feeling that a message names, where no more of it is understood.

``lines/<language>/keywords.tsv`` has one a line, four fields with tabs between: its rank (1 what matters in a life,
2 people and what they do, 3 things); the forms in which it is typed, with ``|`` between, of a verb those that begin
a word, with ``~`` behind; what is said of it, with `` | `` between; and a question that goes with it, or nothing.
A line is right for whatever is told of its keyword.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random
from typing import TypeAlias

from bot.dialogue.echo import last_clause
from bot.dialogue.lines import Question, Template
from bot.dialogue.paraphrases import Paraphrase
from bot.dialogue.responses import Response

_OR = " | "
_STEM = "~"
_LONGEST, _LETTERS = 3, 30  # words and letters of a form, at most
_READ = 400  # characters of a message: more tells a story, not a word
_NAMING = {"ko": 2, "en": 4}  # letters by which a line is seen to name a form
_THING = 3  # the rank from which a line must
_KEYWORDS, _LINES = 4, 2
"""Keywords of a message of which something is offered, and how much of each."""
_RESTS = 6  # replies in which nothing more is said of a keyword
_CURIOUS = {1: 1.0, 2: 0.5, 3: 0.5}
"""How often the question of a keyword is asked, by its rank: of what matters, a remark alone is but a saying."""
_SCORE = 0.5  # for the reranker: a keyword is neither likely nor unlikely what is meant
_STOP = re.compile(r"[.!?…~\n]+(?=\s|$)|[ㅋㅎㅠㅜ]{2,}|\b(?:lol|haha+)\b")
_TELLS = {"ko": 2, "en": 3}  # words of a sentence that tells something
_WORD = re.compile(r"[\w'-]+")
_PARTICLES = re.compile(
    "(?:들)?(?:을|를|이|가|은|는|도|만|의|와|과|랑|이랑|하고|에|에는|에도|에다|에서|에게|한테|한테서|로|으로|까지|부터|보다|처럼|마다|밖에|뿐"
    "|나|이나|야|이야|예요|이에요|이죠|지|이지|네|이네|인데|임|라|이라|라서|이라서|라도|이라도|라고|이라고|라니|이라니|이고|였어|이었어|거든|이거든|데|데요|요|이요)?"
)
_DENIED_BEFORE = {
    "ko": re.compile(r"(?:^|\s)안\s*$"),
    "en": re.compile(r"(?:\b(?:not|no|never|without)|n't)(?: \w+)?\s*$"),
}
_DENIED_BEHIND = re.compile(
    r"\S*(?:지[는도가]? ?(?:않|못)|[건게거것]은? ?아[니냐]|[이가은는]? ?아[니냐])"
)
"""What stands before a keyword, or behind a Korean one, of which it is said that it is not so."""

Forms: TypeAlias = Mapping[str, "Keyword"]


@dataclass(slots=True, kw_only=True, eq=False)
class Keyword:
    """What is said where a word is named."""

    rank: int
    say: list[Template] = field(default_factory=list)
    ask: list[Question] = field(default_factory=list)

    def was_said(self, replies: Sequence[str]) -> bool:
        """Whether one of *replies* is about it."""
        return any(line.said_in(reply) for reply in replies for line in self.say)


def keywords_in(text: str, language: str) -> tuple[Keyword, ...]:
    """Those that *text* names and does not deny: what matters most first, of equals what is named last.

    Only what the message comes to counts: its last sentence, and in Korean of what matters its last clause.
    """
    tidy = text[-_READ:].lower().replace("’", "'")
    told = [part for part in _STOP.split(tidy) if len(part.split()) >= _TELLS[language]]
    last = told[-1] if told else tidy
    comes_to = len(last) - len(last_clause(last)) if language == "ko" else 0
    found = {one: at for one, at in _found(last, language) if one.rank > 1 or at >= comes_to}
    return tuple(sorted(found, key=lambda one: (one.rank, -found[one])))


def keywords(language: str) -> tuple[Keyword, ...]:
    """All of *language*."""
    return tuple(dict.fromkeys(one for forms in _written(language) for one in forms.values()))


def offered(text: str, language: str, said: Sequence[str], chance: Random) -> Iterator[Paraphrase]:
    """Some lines of the keywords in *text* that nothing was *said* of lately, none of them said already."""
    fresh = [one for one in keywords_in(text, language) if not one.was_said(said[-_RESTS:])]
    for keyword in fresh[:_KEYWORDS]:
        lines = [line for line in keyword.say if not any(map(line.said_in, said))]
        asks = [one for one in keyword.ask if not any(map(one.ask.said_in, said))]
        for line in chance.sample(lines, min(_LINES, len(lines))):
            ask = chance.choice(asks) if asks and chance.random() < _CURIOUS[keyword.rank] else None
            response = Response(heard=(), say=line, ask=ask)
            yield Paraphrase(response, heard="", score=_SCORE, rank=keyword.rank)


def _found(text: str, language: str) -> Iterator[tuple[Keyword, int]]:
    words = [*_WORD.finditer(text)]
    passed = 0
    for place, word in enumerate(words):
        start = word.start()
        if start < passed:
            continue
        ends = [one.end() for one in words[place : place + _LONGEST]]
        for end in range(min(ends[-1], start + _LETTERS), start, -1):
            one = _named(text, start, end, next(it for it in ends if it >= end), language)
            if one and not _is_denied(text, start, end, language):
                yield one, start
            if one:
                passed = end
                break


def _named(text: str, start: int, end: int, word_end: int, language: str) -> "Keyword | None":
    """What *text* names from *start* to *end*, the last word of which goes on to *word_end*."""
    whole, begun = _written(language)
    form, rest = text[start:end], text[end:word_end]
    ends = not rest or (bool(_PARTICLES.fullmatch(rest)) if language == "ko" else rest == "'s")
    return (whole.get(form) if ends else None) or begun.get(form)


def _is_denied(text: str, start: int, end: int, language: str) -> bool:
    behind = _DENIED_BEHIND.match(text, end) if language == "ko" else None
    return bool(behind or _DENIED_BEFORE[language].search(text[:start]))


@cache
def _written(language: str) -> tuple[Forms, Forms]:
    """What is typed whole, and what words begin with; raises `ValueError` if a line does not fit."""
    whole, begun = dict[str, Keyword](), dict[str, Keyword]()
    file = files("bot.dialogue") / "lines" / language / "keywords.tsv"
    for line in file.read_text("utf-8").splitlines():
        rank, forms, say, ask = line.split("\t")
        lines = [Template(text) for text in say.split(_OR)]
        for form in forms.split("|"):
            stem = form.removesuffix(_STEM)
            known = whole if stem == form else begun
            fit = [one for one in lines if stem[: _NAMING[language]] in one.text.lower()]
            if not fit and int(rank) >= _THING:
                continue
            keyword = known.setdefault(stem, Keyword(rank=int(rank)))
            keyword.say += fit or lines
            keyword.ask += [Question(ask=Template(ask))] if ask else []
    return whole, begun

"""From a message to what it says about the person, without a model."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.language import language_of
from bot.memory.certainty import stated
from bot.memory.finding import Finding
from bot.memory.rules import rules
from bot.protocols import SINGLE, Kind, Line, Memory

_MOST = 6
"""Memories of one message."""
_ITS_NAME_KO = re.compile(r"^(?:걔|얘|그 애)? ?이름은 (?=[가-힣A-Za-z]{1,8}[.!~ㅎㅋ]*$)")
_ITS_NAME_EN = re.compile(
    r"^(?:[Hh]er|[Hh]is|[Ii]ts) name(?: is|'s) (?=[A-Z][a-zA-Z'-]{1,20}[.!]*$)"
)


def learned_from(line: Line, /) -> list[Memory]:
    """What *line*, one of the person's own, says about them for sure; mostly nothing.

    Its day is the one that the person's clock showed.
    """
    today = line.at.date()
    found_in = rules(language_of(line.text, otherwise="ko")).found_in
    found: dict[tuple[str, str], Finding] = {}
    before: list[Finding] = []
    for sentence in stated(line.text):
        # Whoever a question or a quotation tells of may be the one who is named behind it.
        before = list(found_in(_named(sentence, before), today)) if sentence else []
        for one in before:
            found.setdefault((one.kind, one.value), one)
    return [_memory(one, line) for one in list(found.values())[:_MOST]]


def _named(sentence: str, before: Sequence[Finding]) -> str:
    """*sentence*; where it names somebody without saying whom, whom the sentence *before* told of."""
    theirs = [one.value for one in before if one.kind in (Kind.PERSON, Kind.PET)]
    if len(theirs) != 1:
        return sentence
    sentence = _ITS_NAME_KO.sub(f"우리 {theirs[0]} 이름은 ", sentence)
    return _ITS_NAME_EN.sub(f"My {theirs[0]}'s name is ", sentence)


def corrected(memory: Memory, text: str, /) -> Memory:
    """*memory* as its person puts it right in *text*, today.

    Value and day are those that the rules read there, said by the person or worded as they word it
    themselves. A name that they do not find is only taken from a single word, else nobody is called
    by one.
    """
    read = learned_from(Line(speaker="user", text=text, at=datetime.now(UTC).astimezone()))
    if found := next((one for one in read if one.kind is memory.kind), None):
        return replace(memory, text=text, value=found.value, day=found.day)
    language = language_of(text, otherwise="ko")
    unsure = memory.kind is Kind.NAME and len(text.split()) > 1
    value = rules(language).read_back(memory.kind, text) or ("" if unsure else text)
    return replace(memory, text=text, value=value, day=None)


def with_claims(by_rule: Sequence[Memory], claimed: Sequence[Memory]) -> Sequence[Memory]:
    """*by_rule*, and what a model *claimed* of the same message besides."""
    return [*by_rule, *(one for one in claimed if not any(_covers(rule, one) for rule in by_rule))]


def _covers(found: Memory, claimed: Memory) -> bool:
    there, new = found.value.lower(), claimed.value.lower()
    return (found.kind is claimed.kind and found.kind in SINGLE) or there in new or new in there


def _memory(found: Finding, line: Line) -> Memory:
    return Memory(
        kind=found.kind,
        value=found.value,
        text=found.text,
        day=found.day,
        at=line.at,
        mood=line.mood,
        source=line.source,
    )

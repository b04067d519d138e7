"""From a message to what it says about the person, without a model."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.language import language_of
from bot.memory.certainty import sure_sentences
from bot.memory.finding import Finding
from bot.memory.rules import rules
from bot.protocols import SINGLE, Kind, Line, Memory

_MOST = 6
"""Memories of one message."""


def learned_from(line: Line, /) -> list[Memory]:
    """What *line*, one of the person's own, says about them for sure; mostly nothing.

    Its day is the one that the person's clock showed.
    """
    today = line.at.date()
    found_in = rules(language_of(line.text, otherwise="ko")).found_in
    found: dict[tuple[str, str], Finding] = {}
    for sentence in sure_sentences(line.text):
        for one in found_in(sentence, today):
            found.setdefault((one.kind, one.value), one)
    return [_memory(one, line) for one in list(found.values())[:_MOST]]


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

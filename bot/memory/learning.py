"""From a message to what it says about the person, without a model."""

from bot.language import language_of
from bot.memory.certainty import sure_sentences
from bot.memory.finding import Finding
from bot.memory.rules import rules
from bot.protocols import Line, Memory

_MOST = 6
"""Memories of one message."""


def learned_from(line: Line, /) -> list[Memory]:
    """What *line*, one of the person's own, says about them for sure; mostly nothing."""
    today = line.at.astimezone().date()
    found_in = rules(language_of(line.text, otherwise="ko")).found_in
    found: dict[tuple[str, str], Finding] = {}
    for sentence in sure_sentences(line.text):
        for one in found_in(sentence, today):
            found.setdefault((one.kind, one.value), one)
    return [_memory(one, line) for one in list(found.values())[:_MOST]]


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

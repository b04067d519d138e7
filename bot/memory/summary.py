"""The middle memory: what was said before the lines that a reply is written from."""

import re
from collections.abc import Sequence

from bot.events import Level
from bot.protocols import Line
from config.moods import Mood

_MOST = 8
"""Sentences of a summary."""
_LONGEST = 80
"""Characters of each."""
_SENTENCES = re.compile(r"(?<=[.!?…~。！？])\s+|\n+")
_MARK = "· "
_BEGINNINGS = re.compile(r"\d+|(?<![가-힣])[가-힣]{2}|\b[a-z]{4}")
"""Numbers, the first two syllables of Korean words, the first four letters of others."""


def extracted(before: str, lines: Sequence[Line], /) -> str:
    """A summary of what *before* sums up and the person then said in *lines*, oldest first.

    It is made of their own sentences, one a line, each behind the day that their clock showed. What
    the crisis guard took is no part of it.
    """
    kept = [*before.splitlines(), *(row for line in lines for row in _rows(line))]
    if len(kept) <= _MOST:
        return "\n".join(kept)
    # What is older gives way first, where it says no more than what is newer.
    ranked = sorted(range(len(kept)), key=lambda place: (_weight(kept[place]), place))
    best = sorted(ranked[-_MOST:])
    return "\n".join(kept[place] for place in best)


def borne_out(summary: str, source: str) -> str:
    """Those sentences of *summary*, a model's, that are made of what *source* says.

    Each number of such a sentence stands there, and at least half of its words do, as far as
    words can be known by how they begin.
    """
    said = _beginnings(source)
    return " ".join(
        sentence.strip()
        for sentence in _SENTENCES.split(summary)
        if (words := _beginnings(sentence))
        and all(word in said for word in words if word.isdigit())
        and 2 * len(words & said) >= len(words)
    )


def _beginnings(text: str) -> set[str]:
    return set(_BEGINNINGS.findall(text.lower()))


def _rows(line: Line) -> list[str]:
    if line.speaker != "user" or line.level is not Level.NONE:
        return []
    day = line.at
    sentences = [part.strip() for part in _SENTENCES.split(line.text) if len(part.strip()) > 5]
    # Of a long message the beginning says what it is about.
    feeling = "" if line.mood in {None, Mood.CALM} else " *"
    return [
        f"{_MARK}{day.month}/{day.day}: {_short(sentence)}{feeling}" for sentence in sentences[:2]
    ]


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST else f"{sentence[: _LONGEST - 1].rstrip()}…"


def _weight(row: str) -> int:
    """How much a row says: what was felt counts more, and so does what is no question or mere word."""
    return 2 * row.endswith(" *") + (len(row) > 20) + (not row.rstrip(" *").endswith("?"))

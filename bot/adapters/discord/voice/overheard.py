"""What a writer is told of a call: who is there, and what was said there just before.

Names are what people choose to be called, and what they say is theirs: both stand in marks, as all
words of people do that a writer is told (`bot.dialogue.circumstances`).
"""

import time
from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import islice

from bot.adapters.discord.voice.words import OTHERS, OVERHEARD, SCENE
from bot.dialogue.circumstances import called, quoted
from bot.dialogue.orders import addresses_model

_MOST = 6
"""Lines of the others that a writer is told."""
_LATELY = 300.0
"""Seconds for which they are."""
_NAMED = 10
"""People that are named."""
_LONGEST_LINE = 200
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    person: int
    """Who knows it anyhow: said it, or was told."""
    name: str
    text: str
    among: frozenset[int]
    """Who was there."""
    at: float = field(default_factory=time.monotonic)


class Overheard:
    """Keeps the last lines of a call in memory for some minutes."""

    def __init__(self) -> None:
        self._lines: deque[_Line] = deque(maxlen=_MOST)

    def note(self, person: int, name: str, text: str, *, among: Mapping[int, str]) -> None:
        """*name* said *text* to or for *person*, with *among* in the channel."""
        self._lines.append(_Line(person=person, name=name, text=text, among=frozenset(among)))

    def forget(self, people: Collection[int]) -> None:
        """Keep nothing of what *people* said or were told."""
        kept = [one for one in self._lines if one.person not in people]
        self._lines = deque(kept, maxlen=_MOST)

    def scene(self, language: str, people: Mapping[int, str], speaker: int) -> str:
        """What to tell of a call with *people* in it when *speaker* is to be answered.

        What somebody of them was not there to hear is left out, and what speaks to the writer.
        """
        scene = SCENE[language].format(
            people=_named(people, language), speaker=called(people.get(speaker, "?"))
        )
        since = time.monotonic() - _LATELY
        lines = [
            f"- {called(one.name)}: {quoted(one.text, longest=_LONGEST_LINE)}"
            for one in self._lines
            if one.at > since
            and one.person != speaker
            and one.among >= people.keys()
            and not addresses_model(one.text)
        ]
        return "\n".join([scene, OVERHEARD[language], *lines]) if lines else scene


def _named(people: Mapping[int, str], language: str) -> str:
    names = ", ".join(called(one) for one in islice(people.values(), _NAMED))
    others = len(people) - _NAMED
    return names + OTHERS[language].format(count=others) if others > 0 else names

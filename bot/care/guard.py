"""The crisis guard: reads every message before, and without, any model.

::

    Guard().judge(text) -> Judgement(level, kinds)
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.events import Level


class Kind(StrEnum):
    """What a message that asks for care is about."""

    SELF_HARM = "self_harm"
    """The person's own death or injury."""
    DISTRESS = "distress"
    """Hopelessness or worthlessness, without a word of death."""
    SOMEONE_ELSE = "someone_else"
    """Another person is at risk, or has died."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the guard makes of one message."""

    level: Level = Level.NONE
    kinds: tuple[Kind, ...] = ()


_EXPLICIT = re.compile(
    r"죽고 ?싶|자살|자해|살기 ?싫|사라지고 ?싶|kill(?:ing)? myself|want to die|suicid|end it all", re.I
)


class Guard:
    """Judges messages; built once, it holds no state between messages."""

    def judge(self, text: str, /) -> Judgement:
        """The judgement of *text*, which may be any string; never raises."""
        if _EXPLICIT.search(text):
            return Judgement(Level.EXPLICIT, (Kind.SELF_HARM,))
        return Judgement()

"""One exchange between a person and the companion, as far as it is known before the reply."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.care.guard import Judgement
from bot.events import Degraded, Felt, Incoming, Level
from bot.protocols import Correction, Line
from config.moods import Response, mood_table

CARING = "caring"
"""The tone and the face of a turn that the guard takes."""

_RECENT = 10
_SEVERITY = list(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What the reply is made from."""

    incoming: Incoming
    said: str
    """What the person said in this message."""
    text: str
    """The same, behind the unanswered messages just before it."""
    language: str
    felt: Felt
    judgement: Judgement
    history: Sequence[Line]
    """The answered lines before it, oldest first."""
    troubles: Sequence[Degraded]
    """What failed so far."""
    speak: bool = False
    """Whether the reply is wanted aloud."""
    correction: Correction | None = None
    """What this message says about the reading of the one before."""

    @property
    def cared(self) -> bool:
        """Whether the guard takes this turn."""
        return self.judgement.level is not Level.NONE

    @property
    def recent_level(self) -> Level:
        """The highest level of this message and the lines before it."""
        return worst(self.judgement.level, *(line.level for line in self.history[-_RECENT:]))

    @property
    def care_turns(self) -> int:
        """How often the guard has answered in the lines before."""
        return sum(
            line.speaker == "companion" and line.level is not Level.NONE for line in self.history
        )

    @property
    def response(self) -> Response:
        """How the companion meets the mood."""
        return mood_table().responses[self.felt.mood]

    @property
    def face(self) -> str:
        """The expression that answers this exchange."""
        return CARING if self.cared else self.response.face


def worst(*levels: Level) -> Level:
    """The most severe of *levels*."""
    return max(levels, key=_SEVERITY.index)

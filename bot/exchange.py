"""One exchange between a person and the companion, as far as it is known before the reply."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.care.course import Course
from bot.care.followup import Followup
from bot.care.guard import Judgement
from bot.events import Degraded, Felt, Incoming, Level
from bot.protocols import Correction, Line
from config.moods import Response, mood_table

CARING = "caring"
"""The tone and the face of a turn that the guard takes."""

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
    """The latest answered lines before it, oldest first: those that a reply is written from."""
    earlier: Sequence[Line]
    """The ones before these, as far as they are at hand."""
    troubles: Sequence[Degraded]
    """What failed so far."""
    speak: bool = False
    """Whether the reply is wanted aloud."""
    persona: str = ""
    """The key of whom the person chose to talk to, if they did."""
    zone: str = ""
    """Where their clock stands, if they told it."""
    correction: Correction | None = None
    """What this message says about the reading of the one before."""
    at: datetime
    """When it was taken in, with time zone."""
    course: Course = field(default_factory=Course)
    """How the conversation stood with danger before."""
    followup: Followup | None = None
    """What the message means after what the guard said, where it means that."""

    @property
    def cared(self) -> bool:
        """Whether the guard takes this turn."""
        return self.judgement.level is not Level.NONE

    @property
    def standing(self) -> Level:
        """How grave it is now: this message, or what is left of the ones before."""
        return worst(self.judgement.level, self.course.level(self.at))

    @property
    def bearing(self) -> Level:
        """How grave a reply of a model may show it to be: where others read along, not at all."""
        return Level.NONE if self.incoming.chat.shared else self.standing

    @property
    def care_turns(self) -> int:
        """How often the guard has answered what was as grave before, and about the same."""
        return self.course.answered(self.judgement.level, self.judgement.kinds)

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

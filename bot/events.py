"""What flows through a turn. These types import no backend and do no work.

A turn yields, in this order::

    Heard? Felt Cared? Delta* Replied (Ended | Failed)

``Spoke``, ``Pictured`` and ``Degraded`` may fall anywhere after ``Felt``. `Failed` may cut the
turn at any point, and so may `Ended` where the turn is stopped from elsewhere, as by ``/forget``;
exactly one of the two comes last.
"""

from base64 import b64encode
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TypeAlias

from avatars.protocols import Portrait
from config.moods import Mood
from speech.audio import Audio


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatKey:
    """One conversation with one person on one messenger."""

    messenger: str
    """``telegram``, ``discord``, ``web`` or ``console``."""
    chat: str
    """The messenger's id of the conversation."""
    person: str
    """The messenger's id of the person."""
    shared: bool = field(default=False, compare=False)
    """Whether others read along, as in a group: nothing private belongs there."""

    @property
    def who(self) -> str:
        """The person as the outside names them, ``messenger:id``."""
        return f"{self.messenger}:{self.person}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message as an adapter received it."""

    chat: ChatKey
    text: str = ""
    voice: Audio | None = None
    heard: bool = False
    """*text* was heard live: it is told as `Heard`, and no more of it is waited for."""
    language: str = "ko"
    """What the person reads; the language of a text is taken from the text itself."""
    speak: bool | None = False
    """Whether the reply is wanted aloud as well. None leaves it to what the person chose with
    ``/voice``; whoever chose nothing is answered aloud when they spoke."""
    scene: str = ""
    """Where it was said, and who else is there and spoke, for whoever writes the reply."""
    id: str = ""
    """The messenger's id of it; told again after a crash, it is remembered once."""


class Level(StrEnum):
    """How much care a message asks for."""

    NONE = "none"
    CONCERN = "concern"
    EXPLICIT = "explicit"
    IMMINENT = "imminent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Emotion:
    """The reading of a message."""

    labels: tuple[tuple[str, float], ...]
    """Labels with their probabilities, best first."""
    polarity: float
    """From −1, unpleasant, to 1, pleasant."""
    confidence: float
    """Probability of the mood that was chosen, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A voice message, as text."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Felt:
    """The reading of the person's message; it drives tone, voice and face."""

    emotion: Emotion
    mood: Mood
    tone: str


@dataclass(frozen=True, slots=True)
class Cared:
    """The crisis guard took the turn."""

    level: Level


@dataclass(frozen=True, slots=True)
class Delta:
    """The next piece of the reply."""

    text: str


@dataclass(frozen=True, slots=True)
class Replied:
    """The whole reply."""

    text: str


@dataclass(frozen=True, slots=True)
class Spoke:
    """One sentence of the reply as audio, in order."""

    audio: Audio


@dataclass(frozen=True, slots=True)
class Pictured:
    """The face, when it changed."""

    portrait: Portrait


class Stage(StrEnum):
    """The parts of a turn that can fail on their own."""

    EMOTION = "emotion"
    REPLY = "reply"
    SPEECH = "speech"
    AVATAR = "avatar"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Degraded:
    """An optional part failed; the turn goes on."""

    stage: Stage
    code: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The turn is over; nothing follows."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The turn could not be answered; nothing follows."""

    code: str


TurnEvent: TypeAlias = (
    Heard | Felt | Cared | Delta | Replied | Spoke | Pictured | Degraded | Ended | Failed
)


def as_json(event: TurnEvent) -> dict[str, object]:
    """*event* as the outside reads it: its name, then its fields; bytes as base64."""
    return {"event": type(event).__name__.lower(), **_fields(event)}


def _fields(event: TurnEvent) -> dict[str, object]:
    match event:
        case Felt(emotion, mood, tone):
            return {
                "mood": str(mood),
                "labels": [list(pair) for pair in emotion.labels],
                "polarity": emotion.polarity,
                "confidence": emotion.confidence,
                "tone": tone,
            }
        case Spoke(audio):
            return {"audio": _base64(audio.data), "media_type": audio.media_type}
        case Pictured(portrait):
            return {
                "portrait": _base64(portrait.data),
                "media_type": portrait.media_type,
                "face": portrait.face,
            }
        case _:
            return asdict(event)


def _base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")

"""What a messenger told, without its types."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.adapters.messaging.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who did something, where, and with which message."""

    place: Place
    person: int
    language: str
    """``ko`` or ``en``; empty if the messenger does not tell."""
    message: int
    """The id of the message that was sent, changed, tapped on or reacted to."""
    name: str = ""
    """What they are called there, in their own words; empty if the messenger does not tell."""
    introduced: bool = False
    """Whether the place lets them in: by a role that they have there, for example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text."""

    sender: Sender
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A voice note, an audio file or a video note."""

    sender: Sender
    file: str
    """The messenger's name or address of it."""
    seconds: float
    """As the messenger tells; 0 where it does not."""
    size: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A text that was changed."""

    sender: Sender
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tapped:
    """A button under a message of the bot."""

    sender: Sender
    query: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reacted:
    """A reaction to a message in a private chat."""

    sender: Sender
    emoji: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Showed:
    """Something that has no words: a picture, a file, a place."""

    sender: Sender


Told: TypeAlias = Said | Recorded | Edited | Tapped | Reacted | Showed

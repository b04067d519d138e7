"""What was said, and what a person says about how it was read."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.events import Level
from config.moods import Mood


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One past line of a conversation."""

    speaker: str
    """``user`` or ``companion``."""
    text: str
    at: datetime
    """With time zone."""
    mood: Mood | None = None
    level: Level = Level.NONE
    source: str = ""
    """What it came from, if that is known: `Incoming.id`, or `reply_source` of it."""
    shared: bool = field(default=False, compare=False)
    """Whether others read along; told by `Store.lines` alone."""


def reply_source(id_: str, /) -> str:
    """The `Line.source` of the reply to the message *id_*; empty if that is."""
    return f"{id_}/reply" if id_ else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person says about a reading: that *text* meant another mood."""

    text: str
    read: Mood
    meant: Mood
    at: datetime
    """With time zone."""

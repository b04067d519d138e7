"""What is found in a sentence, before anybody's message is attached to it."""

from dataclasses import dataclass
from datetime import date

from bot.protocols import Kind


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a sentence says about the person who wrote it."""

    kind: Kind
    value: str
    """The thing itself, in words of the sentence."""
    text: str
    """The whole as a short sentence."""
    day: date | None = None

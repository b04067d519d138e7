"""What an ear tells about a speaker.

Every utterance has a number, counted from 0, and gives these, in this order::

    Started (Speaking | Partial)* (Turn | Dropped)

The last of them may come after the next utterance has `Started`: people go on speaking while they
are being heard. Last ones come in the order of their utterances.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from speech.protocols import Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """Somebody began to speak, about 0.1 s ago. It may be a cough: see `Speaking`."""

    utterance: int
    at: float
    """When, on the clock of the chunks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """It goes on; comes about every 0.1 s of voice.

    Who plays a reply aloud decides by *seconds* what is an interruption: a cough or an
    "uh-huh" has less than 0.4 s of voice.
    """

    utterance: int
    seconds: float
    """Voice so far, pauses not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """What was said so far, for captions; each one stands in for the one before."""

    utterance: int
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The speaker has finished: a whole utterance, with words in it."""

    utterance: int
    transcript: Transcript


class Reason(StrEnum):
    """Why there is no `Turn` after `Started`."""

    SHORT = "short"
    """Less voice than a word needs: a cough, a click."""
    WORDLESS = "wordless"
    """No words in it: noise, music, breath."""
    BEHIND = "behind"
    """Newer utterances waited as well and the engine could not keep up."""
    FAILED = "failed"
    """The engine could not hear it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """The utterance came to nothing."""

    utterance: int
    reason: Reason
    code: str = ""
    """The error's code where the engine failed."""


LiveEvent: TypeAlias = Started | Speaking | Partial | Turn | Dropped

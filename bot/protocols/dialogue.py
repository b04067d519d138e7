"""What writes the replies, and what it is given."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.events import Degraded, Level
from bot.protocols.lines import Line
from bot.protocols.memory import Memory
from config.moods import Mood
from config.personas import Persona


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Everything a generator may use to write the next reply."""

    message: str
    language: str
    """``ko`` or ``en``."""
    mood: Mood
    tone: str
    """A key of ``[tones]`` in ``moods.toml``."""
    persona: Persona
    history: Sequence[Line] = ()
    """Oldest first, without *message*."""
    earlier: Sequence[Line] = ()
    """The lines before *history*, for who would say nothing twice; a language model need not read them."""
    scene: str = ""
    """Where *message* was said, and who else is there and spoke."""
    summary: str = ""
    """What was said before *history*, in short; the person's and the companion's words."""
    memories: Sequence[Memory] = ()
    """What is known of the person and may matter now, the most fitting first."""
    level: Level = Level.NONE
    """The highest level of the recent turns; above none, only the caring tone is right."""
    about: str = ""
    """What the danger is about, where it is known: a value of `bot.care.lexicon.Kind`."""
    eased: bool = False
    """Whether the person has since said that it is better, or was not meant."""
    helpline: str | None = None
    """Whom to name in danger, in the middle of a sentence; empty where the person wants no numbers,
    None where it is for the generator to say."""
    at: datetime | None = None
    """When it is written, in the person's own time; None leaves the time out of it."""
    corrected: bool = False
    """Whether *message* says that the last reading was wrong, and *mood* is what it names."""


@dataclass(frozen=True, slots=True)
class Used:
    """What a reply took of a language model that is paid for."""

    tokens: int
    """Read and written."""


class ReplyGenerator(Protocol):
    """Writes the next reply, piece by piece."""

    def reply(self, prompt: Prompt, /) -> AsyncGenerator[str | Degraded | Used, None]:
        """Pieces of the reply as they are written; raises `ReplyError`.

        A generator that had to fall back says so with a `Degraded` and goes on; one that is paid
        for says at the end what was `Used`.
        """
        ...

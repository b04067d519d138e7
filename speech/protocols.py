"""What a speech backend must offer."""

from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias, runtime_checkable

from speech.audio import Audio
from speech.samples import Samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What was heard."""

    text: str
    """Empty when nothing was said."""
    language: str
    """ISO 639-1, one of the configured languages; empty when nothing was said."""
    confidence: float
    """Between 0 and 1: the mean probability of a token."""
    seconds: float
    """Length of the audio."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prosody:
    """How a sentence is to be said, relative to the voice's own way."""

    rate: float = 1.0
    """Tempo; .88 to 1.15 stays natural."""
    pitch: float = 0.0
    """Semitones, within ±2."""
    gain: float = 0.0
    """Decibels."""
    pause: float = 0.0
    """Seconds of silence behind it."""
    manner: str = ""
    """The same in words, for an engine that is told how to speak."""


Means: TypeAlias = Literal["rate", "pitch", "manner"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What an engine says of itself; the defaults are for one that says nothing."""

    languages: frozenset[str] | None = None
    """ISO 639-1; None where only asking tells."""
    means: frozenset[Means] = frozenset()
    """What of a prosody it does by itself; filters do the rest."""
    streams: bool = False
    """Whether its sound arrives while it is still speaking."""
    network: bool = False
    """Whether the sentences leave this machine."""
    licence: str = ""
    """Of the engine and its voices, as far as one may be named for all."""

    def speak(self, language: str) -> bool:
        """Whether *language*, for example ``ko`` or ``ko-KR``, is worth asking for."""
        return self.languages is None or language.partition("-")[0].lower() in self.languages


def capabilities_of(engine: object) -> Capabilities:
    """What *engine* declares now; it may know its languages only when its voice is loaded."""
    return getattr(engine, "capabilities", Capabilities())


class Transcriber(Protocol):
    """Turns a voice message into text."""

    async def transcribe(self, audio: Audio, /) -> Transcript:
        """What *audio* says; raises `BadAudio` or `NoWeights`."""
        ...


@runtime_checkable
class LiveTranscriber(Protocol):
    """Turns utterances, cut out of a live stream, into text."""

    async def hear(self, speech: Samples, /) -> Transcript:
        """What *speech* (16 kHz) says; raises `SpeechError`."""
        ...

    async def draft(self, speech: Samples, /) -> Transcript | None:
        """The same if it can be had for little and is not in doubt; raises `SpeechError`."""
        ...


class Synthesizer(Protocol):
    """Turns one sentence into a clip."""

    async def synthesize(self, sentence: str, /, *, language: str, prosody: Prosody) -> Audio:
        """*sentence*, spoken in *language* (ISO 639-1); raises `SpeechError`.

        Of *prosody* it heeds the means that it declares in an attribute ``capabilities``, of type
        `Capabilities`; an engine without that attribute heeds nothing. `speech.voice` does the rest.
        """
        ...


@runtime_checkable
class Forgetful(Protocol):
    """What a synthesizer may be as well: one that keeps what it said, and can forget it."""

    def forget(self) -> None:
        """Drop all that is kept."""
        ...

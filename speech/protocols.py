"""What a speech backend must offer."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

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


class Transcriber(Protocol):
    """Turns a voice message into text."""

    async def transcribe(self, audio: Audio, /) -> Transcript:
        """What *audio* says; raises `BadAudio` or `NoWeights`."""
        ...


@runtime_checkable
class LiveTranscriber(Protocol):
    """Turns an utterance, cut out of a live stream, into text."""

    async def hear(self, speech: Samples, /, *, draft: bool = False) -> Transcript:
        """What *speech* (16 kHz) says; raises `SpeechError`.

        A *draft* is for a caption: it may be cheaper and worse, or empty.
        """
        ...


class Synthesizer(Protocol):
    """Turns one sentence into a clip."""

    async def synthesize(self, sentence: str, /, *, language: str, prosody: Prosody) -> Audio:
        """*sentence*, spoken in *language* (ISO 639-1); raises `SpeechError`."""
        ...

"""Scripted backends: each answers what it was given to answer, after a delay, or fails on command."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field

from avatars.protocols import Portrait
from bot.protocols import Prompt, Scores
from config.moods import Mood
from speech.audio import Audio
from speech.protocols import Prosody, Transcript


@dataclass
class ScriptedTranscriber:
    """Hears *text* in any audio."""

    text: str = "오늘 하루는 어땠어요?"
    language: str = "ko"
    delay: float = 0.0
    error: Exception | None = None

    async def transcribe(self, audio: Audio, /) -> Transcript:
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error
        return Transcript(text=self.text, language=self.language, confidence=0.9, seconds=1.0)


@dataclass
class ScriptedClassifier:
    """Reads the mood whose word is in the text, else calm."""

    words: Mapping[str, Mood] = field(
        default_factory=lambda: {"떨어졌": Mood.SAD, "합격": Mood.JOY, "failed": Mood.SAD}
    )
    delay: float = 0.0
    error: Exception | None = None

    async def classify(self, text: str, /) -> Scores:
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error
        found = next((mood for word, mood in self.words.items() if word in text), Mood.CALM)
        return Scores(labels={str(found): 0.9}, moods={found: 0.9})


@dataclass
class ScriptedGenerator:
    """Writes *pieces*, one after each delay; fails after them if told to."""

    pieces: Sequence[str] = ("그랬구나. ", "많이 ", "속상했겠어요.")
    delay: float = 0.0
    error: Exception | None = None
    prompts: list[Prompt] = field(default_factory=list)
    """What it was asked, for the test to read."""

    async def reply(self, prompt: Prompt, /) -> AsyncGenerator[str, None]:
        self.prompts.append(prompt)
        for piece in self.pieces:
            await asyncio.sleep(self.delay)
            yield piece
        if self.error:
            raise self.error


@dataclass
class ScriptedSynthesizer:
    """Speaks every sentence as its own UTF-8 bytes."""

    delay: float = 0.0
    error: Exception | None = None
    spoken: list[tuple[str, Prosody]] = field(default_factory=list)

    async def synthesize(self, sentence: str, /, *, language: str, prosody: Prosody) -> Audio:
        self.spoken.append((sentence, prosody))
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error
        return Audio(sentence.encode(), f"text/plain; language={language}")


@dataclass
class ScriptedRenderer:
    """Draws every face as its own name."""

    delay: float = 0.0
    error: Exception | None = None

    async def render(self, face: str, /, *, look: str) -> Portrait:
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error
        return Portrait(face=face, data=f"{look}/{face}".encode())

"""What takes part in the tests of maum on messengers: voices, faces, writers, a store."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from struct import pack
from typing import Any

import numpy as np
from numpy.typing import NDArray

from avatars.protocols import Portrait
from bot.testing import MemoryStore
from speech.audio import Audio
from speech.encoding import encode_ogg, encode_wav
from speech.protocols import Prosody


class Blind:
    """An embedder that sees no likeness."""

    async def embed(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        return np.zeros((len(texts), 2), np.float32)


def tone(seconds: float) -> Audio:
    """A note of 440 hertz."""
    at = np.arange(round(16_000 * seconds), dtype=np.float32) / 16_000
    return encode_wav(np.sin(at * 440 * 2 * np.pi).astype(np.float32) / 4, 16_000)


def voice_of(seconds: float) -> bytes:
    """A voice note as telephones record it."""
    return encode_ogg(np.zeros(round(16_000 * seconds), np.float32), 16_000).data


@dataclass
class Humming:
    """Speaks every sentence as a second of a tone."""

    seconds: float = 1.0
    spoken: list[str] = field(default_factory=list)

    async def synthesize(self, sentence: str, /, *, language: str, prosody: Prosody) -> Audio:
        self.spoken.append(sentence)
        return tone(self.seconds)


@dataclass
class Painting:
    """Draws every face as a small square of a colour of its own."""

    async def render(self, face: str, /, *, look: str) -> Portrait:
        shade = zlib.crc32(face.encode()) % 256
        return Portrait(face=face, data=_png(shade))


def _png(shade: int) -> bytes:
    rows = zlib.compress((b"\0" + bytes([shade]) * 32) * 32)
    header = pack(">IIBBBBB", 32, 32, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


@dataclass
class Waiting:
    """Writes what it was asked back, when it is let."""

    prompts: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    _asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def reply(self, prompt: Any, /) -> AsyncIterator[str]:
        self.prompts.append(prompt.message)
        self._asked.set()
        await self.gate.wait()
        yield f"[{prompt.message}]"

    async def asked(self, *, times: int = 1, word: str = "") -> None:
        """Return when it has been asked so often, the last time with *word*."""
        async with asyncio.timeout(60):
            while len(self.prompts) < times or word not in self.prompts[-1]:
                self._asked.clear()
                await self._asked.wait()


@dataclass
class Repeating:
    """Writes what it was asked back."""

    prompts: list[str] = field(default_factory=list)

    async def reply(self, prompt: Any, /) -> AsyncIterator[str]:
        self.prompts.append(prompt.message)
        yield f"[{prompt.message}]"


@dataclass
class Growing(Waiting):
    """Writes one word, and the second when it is let."""

    async def reply(self, _prompt: Any, /) -> AsyncIterator[str]:
        yield "하나 "
        await self.gate.wait()
        yield "둘"


@dataclass
class Histories:
    """Notes what each prompt remembers, and where it was said; answers yes."""

    pasts: list[list[str]] = field(default_factory=list)
    scenes: list[str] = field(default_factory=list)

    async def reply(self, prompt: Any, /) -> AsyncIterator[str]:
        self.pasts.append([line.text for line in prompt.history])
        self.scenes.append(prompt.scene)
        yield "네"


class Introduced(MemoryStore):
    """A store in which everybody has been told that maum is an AI."""

    async def meet(self, chat: Any, /) -> bool:
        return False


def cast(**parts: object) -> dict[str, object]:
    """Who takes part where nobody else is named."""
    usual = {
        "generator": Repeating(),
        "synthesizer": Humming(),
        "renderer": Painting(),
        "store": Introduced(),
    }
    return usual | parts

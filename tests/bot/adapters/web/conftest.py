"""A web chat on a free loopback port: the real adapter, companion, guard and faces."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

import numpy as np
import pytest

from avatars.avataaars import Avataaars
from bot.adapters.web import Web
from bot.adapters.web.hearing import Hearing
from bot.care.answer import Answers
from bot.care.disclosure import disclosure
from bot.care.guard import Guard
from bot.commands import Answer, Commands
from bot.companion import Companion
from bot.conversations import Conversations
from bot.events import ChatKey, Incoming
from bot.parts import Parts
from bot.protocols import EmotionClassifier, Line, ReplyGenerator, Store
from bot.testing import MemoryStore, ScriptedClassifier, ScriptedGenerator, ScriptedTranscriber
from config.moods import Mood, Words
from config.personas import persona
from speech.audio import Audio
from speech.encoding import encode_wav
from speech.protocols import Prosody, Synthesizer, Transcriber

FACES = Avataaars(size=128)  # drawn once for all tests


class Tone:
    """Speaks every sentence as a short soft tone that a browser can play."""

    def __init__(self, seconds: float = 0.2) -> None:
        self._seconds = seconds

    async def synthesize(self, sentence: str, /, *, language: str, prosody: Prosody) -> Audio:
        times = np.arange(int(16_000 * self._seconds)) / 16_000
        return encode_wav((np.sin(times * 440 * 2 * np.pi) * 0.1).astype(np.float32), 16_000)


@dataclass
class Flat:
    """Where a person's web chat lives; opening it again is a restart on the same port."""

    store: Store = field(default_factory=MemoryStore)
    transcriber: Transcriber = field(default_factory=ScriptedTranscriber)
    classifier: EmotionClassifier = field(default_factory=ScriptedClassifier)
    generator: ReplyGenerator = field(default_factory=ScriptedGenerator)
    synthesizer: Synthesizer = field(default_factory=Tone)
    host: str = "127.0.0.1"
    token: str = ""
    tabs: int = 16
    hearing: Hearing = field(default_factory=Hearing)
    settle: float = 0.0
    port: int = 0
    told: list[str] = field(default_factory=list)
    """The addresses that the adapter announced."""
    commands: Commands = field(init=False)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket(self) -> str:
        """Where the conversation is."""
        return f"ws://127.0.0.1:{self.port}/ws"

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Flat"]:
        """Serve while the block lasts."""
        companion = Companion(self._parts(), persona=persona("maum"))
        await companion.portrait(Mood.CALM)  # a page is not kept waiting for a face
        ready = asyncio.Event()
        async with Conversations(companion, settle=self.settle) as conversations:
            self.commands = Commands(conversations)
            web = self._web(conversations.companion, lambda _: ready.set())
            serving = asyncio.create_task(web.run(conversations))
            opened = asyncio.create_task(ready.wait())
            try:
                await asyncio.wait([serving, opened], return_when=asyncio.FIRST_COMPLETED)
                if serving.done():
                    serving.result()
                yield self
            finally:
                opened.cancel()
                serving.cancel()
                await asyncio.wait([serving])

    async def command(self, chat: ChatKey, text: str) -> Answer:
        """What the command *text* answers in *chat*, on whatever messenger."""
        answer = await self.commands.answer(Incoming(chat=chat, text=text))
        assert answer is not None
        return answer

    def _web(self, companion: Companion, ready: Callable[[str], None]) -> Web:
        def listening(address: str) -> None:
            self.told.append(address)
            self.port = int(address.rpartition(":")[2])
            ready(address)

        async def history(chat: ChatKey) -> Sequence[Line]:
            await companion.introduce(chat, "ko")
            return await companion.recall(chat)

        name = companion.persona.name
        return Web(
            history=history,
            face=companion.portrait,
            commands=self.commands,
            name=name,
            disclosure=Words(ko=disclosure("ko", name=name.ko), en=disclosure("en", name=name.en)),
            host=self.host,
            port=self.port,
            token=self.token,
            tabs=self.tabs,
            hearing=self.hearing,
            listening=listening,
        )

    def _parts(self) -> Parts:
        return Parts(
            transcriber=self.transcriber,
            classifier=self.classifier,
            guard=Guard(),
            answers=Answers(country="KR"),
            generator=self.generator,
            synthesizer=self.synthesizer,
            renderer=FACES,
            store=self.store,
        )


@pytest.fixture
def flat() -> Callable[..., AbstractAsyncContextManager[Flat]]:
    """Opens a web chat with the given parts: ``async with flat(token="…") as home``."""
    return lambda **parts: Flat(**parts).open()

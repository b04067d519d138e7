"""The companion in a voice channel of `scenes.calls`, with scripted words."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
from scenes.backends import Humming, Introduced, Painting
from scenes.calls import Place
from servers.discord.voice import VoiceServer
from servers.discord.voice_person import Person

from bot.adapters.discord.voice import CallStatus
from bot.adapters.discord.voice.client import HearingClient
from bot.adapters.discord.voice.rooms import Rooms
from bot.care.answer import Answers
from bot.care.guard import Guard
from bot.commands import Answer, Commands
from bot.companion import Companion
from bot.conversations import Conversations
from bot.events import ChatKey, Incoming
from bot.parts import Parts
from bot.testing import MemoryStore, ScriptedClassifier, ScriptedGenerator, ScriptedTranscriber
from config.personas import persona
from config.settings import load_settings
from speech.live.ear import LiveEar
from speech.protocols import Transcript
from speech.samples import Samples


class Words:
    """Hears the next of *texts* in every utterance."""

    def __init__(self, *texts: str | Exception) -> None:
        self.texts = list(texts)
        self.news = asyncio.Event()
        """Set whenever something was heard."""

    async def hear(self, _speech: Samples, /) -> Transcript:
        text = self.texts.pop(0)
        self.news.set()
        if isinstance(text, Exception):
            raise text
        return Transcript(text=text, language="ko", confidence=0.9, seconds=1.0)

    async def draft(self, _speech: Samples, /) -> Transcript | None:
        return None


@dataclass
class Visit:
    """The companion in the channel of a place."""

    place: Place
    rooms: Rooms
    store: MemoryStore
    writer: ScriptedGenerator
    words: Words
    commands: Commands

    async def commanded(self, person: Person, text: str) -> Answer | None:
        """What is answered to the command *text*, which *person* writes to the companion alone."""
        chat = ChatKey(messenger="discord", chat="alone", person=str(person.id))
        return await self.commands.answer(Incoming(chat=chat, text=text))

    @property
    def voice(self) -> VoiceServer:
        return self.place.voice

    @property
    def status(self) -> CallStatus:
        found = self.rooms.status(self.place.guild.id)
        assert found is not None
        return found

    def says(self, person: Person, sound: Samples) -> None:
        """Let *person* speak, faster than people do."""
        self.voice.says(person, person.frames(sound))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until *holds* does, of what nobody tells."""
        async with asyncio.timeout(60):
            while not holds():  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def ready(self) -> None:
        """Wait until people can be heard."""
        people = self.voice.people.values()
        await self.until(lambda: self.status.encrypted and all(one.keyed for one in people))

    async def greeted(self, person: Person) -> None:
        """Wait until the companion has said hello to *person*."""
        await self.voice.until(lambda: person.heard)
        await self.quiet()

    async def until_asked(self, times: int) -> None:
        """Wait until the writer was asked so often, and the last answer is being told."""
        await self.voice.until(lambda: len(self.writer.prompts) >= times)

    async def gone(self) -> None:
        """Wait until the companion has left by itself."""
        rooms = [one for one in asyncio.all_tasks() if one.get_name() == "maum-voice-room"]
        async with asyncio.timeout(60):
            await asyncio.gather(*rooms)
        assert self.rooms.status(self.place.guild.id) is None

    @property
    def telling(self) -> bool:
        """Whether something is being played."""
        call = self.place.here.guild.voice_client
        assert isinstance(call, HearingClient)
        return call.is_playing()

    async def quiet(self) -> None:
        """Wait until nothing is being played."""
        await self.until(lambda: not self.telling)

    async def lines(self, person: Person, *, alone: bool = True) -> list[tuple[str, str]]:
        """What is remembered of what *person* said alone with the companion, or before others."""
        chat = ChatKey(
            messenger="discord",
            chat=f"{self.place.channel.id}/alone" if alone else str(self.place.channel.id),
            person=str(person.id),
        )
        return [(line.speaker, line.text) for line in await self.store.history(chat, limit=99)]


@asynccontextmanager
async def visiting(
    place: Place,
    home: Path,
    *words: str | Exception,
    writer: Any = None,
    voice: Any = None,
    admits: Callable[[discord.Member], bool] = lambda _: True,
    refusal: str = "",
    ear: Callable[[], LiveEar] | None = None,
    tick: float = 0.05,
    patience: float = 15.0,
    **calls: Any,
) -> AsyncIterator[Visit]:
    """The companion in *place*, who hears *words* in what is said, unless it has another *ear*."""
    heard = Words(*words)
    heard.news = place.voice.news
    store, writer = Introduced(), writer or ScriptedGenerator()
    parts = Parts(
        transcriber=ScriptedTranscriber(),
        classifier=ScriptedClassifier(),
        guard=Guard(),
        answers=Answers(country="KR"),
        generator=writer,
        synthesizer=voice or Humming(0.2),
        renderer=Painting(),
        store=store,
    )
    settings = load_settings(overrides={"home": str(home), "calls": calls}, environment={})
    async with (
        Conversations(Companion(parts, persona=persona("maum"))) as talks,
        Rooms(
            talks,
            settings,
            admits=admits,
            spend=lambda *_, **__: refusal,
            ear=ear or (lambda: LiveEar(heard, complete=never, gap=0.05, pause=0.3)),
            tick=tick,
            patience=patience,
        ) as rooms,
    ):
        place.client.event(_named("on_voice_state_update", rooms.moved))
        await rooms.join(place.here)
        visit = Visit(place, rooms, store, writer, heard, Commands(talks))
        if place.voice.people:
            await visit.ready()
        yield visit


async def never(_speech: Samples) -> bool:
    return False


def _named(name: str, handler: Any) -> Any:
    async def call(*told: Any) -> None:
        await handler(*told)

    call.__name__ = name
    return call

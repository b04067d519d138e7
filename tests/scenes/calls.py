"""Calls on a Discord of our own: the real client, the real protocols, libdave at the other end."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import discord
import numpy as np
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from scenes.backends import Humming, Introduced, Painting
from servers.discord import Discord
from servers.discord.places import VOICE, Channel, Guild, User
from servers.discord.voice import VoiceServer
from servers.discord.voice_person import Person

from bot.adapters.discord.voice import CallStatus
from bot.adapters.discord.voice.client import Ears, HearingClient
from bot.adapters.discord.voice.opus import FRAME
from bot.adapters.discord.voice.rooms import Rooms
from bot.care.answer import Answers
from bot.care.guard import Guard
from bot.companion import Companion
from bot.conversations import Conversations
from bot.events import ChatKey
from bot.parts import Parts
from bot.testing import (
    MemoryStore,
    ScriptedClassifier,
    ScriptedGenerator,
    ScriptedTranscriber,
)
from config.personas import persona
from config.settings import load_settings
from speech.live.ear import LiveEar
from speech.protocols import Transcript
from speech.samples import Samples

RATE = 48_000


@dataclass
class Place:
    """A voice channel with people in it, and the companion's client outside."""

    server: Discord
    voice: VoiceServer
    guild: Guild
    channel: Channel
    other: Channel
    """Another voice channel, in which nobody is."""
    client: discord.Client

    @property
    def here(self) -> discord.VoiceChannel:
        """The channel as the client knows it."""
        found = self.client.get_channel(self.channel.id)
        assert isinstance(found, discord.VoiceChannel)
        return found

    def enters(self, user: User, channel: Channel | None) -> None:
        """*user* goes to *channel*, or hangs up."""
        state = voice_state(self.guild, user, channel)
        others = [one for one in self.guild.voice_states if one["user_id"] != str(user.id)]
        self.guild.voice_states[:] = others + ([state] if channel else [])
        self.server.tell("VOICE_STATE_UPDATE", state)

    def changes_voice_server(self) -> None:
        """The companion is told of a voice server anew."""
        told = self.voice.voice_server(None, self.guild, self.channel.id)
        for session in self.server.gateway.sessions.values():
            session.dispatch("VOICE_SERVER_UPDATE", {"guild_id": str(self.guild.id), **told})


def voice_state(guild: Guild, user: User, channel: Channel | None) -> dict:
    return {
        "guild_id": str(guild.id), "channel_id": channel and str(channel.id),
        "user_id": str(user.id), "member": {**guild.member(user), "user": user.json()},
        "session_id": f"v{user.id}", "deaf": False, "mute": False, "self_deaf": False,
        "self_mute": False, "self_video": False, "suppress": False,
    }  # fmt: skip


@dataclass
class Heard:
    """What a client heard, speaker by speaker."""

    sound: dict[int, list[Samples]] = field(default_factory=dict)
    deaf_to: set[int] = field(default_factory=set)
    ended: int = 0
    moved: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)

    @property
    def ears(self) -> Ears:
        return Ears(
            sink=lambda *told: self.loop.call_soon_threadsafe(self._take, *told),
            heard=lambda person: person not in self.deaf_to,
            ended=lambda: self._happened("ended"),
            moved=lambda: self._happened("moved"),
        )

    def _take(self, person: int, samples: Samples, _at: float) -> None:
        self.sound.setdefault(person, []).append(samples)
        self.news.set()

    def _happened(self, what: str) -> None:
        setattr(self, what, getattr(self, what) + 1)
        self.news.set()

    async def until(self, holds) -> None:
        async with asyncio.timeout(60):
            while not holds():
                self.news.clear()
                await self.news.wait()

    async def frames(self, person: int, count: int) -> Samples:
        """The first *count* frames of *person*, or more, as soon as they are there."""
        await self.until(lambda: sum(map(len, self.sound.get(person, []))) >= count * FRAME)
        return np.concatenate(self.sound[person])


@asynccontextmanager
async def opened(*names: str, dave: int = 1, cls=discord.Client) -> AsyncIterator[Place]:
    """A voice channel with people of those names in it."""
    async with Discord() as server:
        users = [server.person(name) for name in names]
        guild = server.guild("집", *users)
        channel = server.channel(guild, "거실", type_=VOICE)
        other = server.channel(guild, "서재", type_=VOICE)
        guild.voice_states = [voice_state(guild, user, channel) for user in users]
        companion = server.me.id
        async with VoiceServer(companion=companion, channel=channel.id, dave=dave) as voice:
            for user in users:
                voice.person(user.id, user.name)
            server.gateway.calls = voice
            Route.BASE = server.url
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
            async with cls(intents=discord.Intents.default(), guild_ready_timeout=0.05) as client:
                running = asyncio.create_task(client.start(server.token))
                await client.wait_until_ready()
                yield Place(server, voice, guild, channel, other, client)
                await client.close()
                await running


@asynccontextmanager
async def joined(place: Place, heard: Heard) -> AsyncIterator[HearingClient]:
    """The client in the channel, end-to-end encrypted if the channel is."""
    call = await place.here.connect(
        cls=partial(HearingClient, ears=heard.ears), self_deaf=False, timeout=30
    )
    try:
        if place.voice.version:
            await place.voice.until(lambda: call.encrypted)
        yield call
    finally:
        await call.disconnect(force=True)


def tone(seconds: float, hertz: float = 440.0) -> Samples:
    """A tone, 48 kHz."""
    at = np.arange(round(seconds * RATE)) / RATE
    return (0.3 * np.sin(2 * np.pi * hertz * at)).astype(np.float32)


def pitch(sound: Samples, rate: int = 16_000) -> float:
    """The strongest frequency in *sound*, in hertz."""
    middle = sound[len(sound) // 5 : -len(sound) // 5]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    return float(spectrum.argmax() * rate / len(middle))


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

    async def ready(self) -> None:
        """Wait until people can be heard."""
        await self.voice.until(lambda: self.status.encrypted)

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

    async def quiet(self) -> None:
        """Wait until nothing is being played."""
        call = self.place.here.guild.voice_client
        assert isinstance(call, HearingClient)
        await self.voice.until(lambda: not call.is_playing())

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
        synthesizer=voice or Humming(0.3),
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
            ear=ear or (lambda: LiveEar(heard, complete=_never, gap=0.05, pause=0.3)),
        ) as rooms,
    ):
        place.client.event(_named("on_voice_state_update", rooms.moved))
        await rooms.join(place.here)
        visit = Visit(place, rooms, store, writer, heard)
        if place.voice.people:
            await visit.ready()
        yield visit


async def _never(_speech: Samples) -> bool:
    return False


def _named(name: str, handler: Any) -> Any:
    async def call(*told: Any) -> None:
        await handler(*told)

    call.__name__ = name
    return call

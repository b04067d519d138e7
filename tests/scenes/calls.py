"""Calls on a Discord of our own: the real client, the real protocols, libdave at the other end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import discord
import numpy as np
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from servers.discord import Discord
from servers.discord.places import VOICE, Channel, Guild, User
from servers.discord.voice import VoiceServer
from servers.discord.voice_person import Person

from bot.adapters.discord.voice.client import Ears, HearingClient
from bot.adapters.discord.voice.opus import FRAME
from bot.adapters.discord.voice.receiver import Sound
from speech.samples import Samples

RATE = 48_000


class Client(discord.Client):
    """A client that begins a new session at once; Discord wants five seconds between two."""

    async def before_identify_hook(self, _shard: int | None, *, initial: bool = False) -> None:
        pass


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

    def changes_voice_server(self, channel: Channel | None = None) -> None:
        """The companion is told of a voice server anew, for *channel* if it is in another one."""
        told = self.voice.voice_server(None, self.guild, (channel or self.channel).id)
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
    resting: set[int] = field(default_factory=set)
    """Who has said that they send nothing for now."""
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
            urgent=lambda _: False,
            ended=lambda: self._happened("ended"),
            moved=lambda: self._happened("moved"),
        )

    def _take(self, person: int, sound: Sound) -> None:
        self.sound.setdefault(person, []).append(sound.samples)
        (self.resting.add if sound.last else self.resting.discard)(person)
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
async def opened(*names: str, dave: int = 1, cls=Client) -> AsyncIterator[Place]:
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
                known = client.wait_for("guild_available")  # a slow client is ready before it is
                running = asyncio.create_task(client.start(server.token))
                await client.wait_until_ready()
                await known
                yield Place(server, voice, guild, channel, other, client)
                await client.close()
                await running


@asynccontextmanager
async def joined(
    place: Place, heard: Heard, cls: type[HearingClient] = HearingClient
) -> AsyncIterator[HearingClient]:
    """The client in the channel, end-to-end encrypted if the channel is."""
    call = await place.here.connect(cls=partial(cls, ears=heard.ears), self_deaf=False, timeout=30)
    try:
        if place.voice.version:
            await place.voice.until(lambda: call.encrypted)
        yield call
    finally:
        await call.disconnect(force=True)


def mina_in(place: Place) -> Person:
    return next(iter(place.voice.people.values()))


async def hears(place: Place, heard: Heard, person: Person, hertz: float = 440.0) -> Samples:
    """Let *person* make a tone; assert that it comes through."""
    heard.sound.clear()
    place.voice.says(person, person.frames(tone(0.5, hertz)))
    sound = await heard.frames(person.id, 25)
    assert abs(pitch(sound) - hertz) < 10
    return sound


def tone(seconds: float, hertz: float = 440.0) -> Samples:
    """A tone, 48 kHz."""
    at = np.arange(round(seconds * RATE)) / RATE
    return (0.3 * np.sin(2 * np.pi * hertz * at)).astype(np.float32)


def pitch(sound: Samples, rate: int = 16_000) -> float:
    """The strongest frequency in *sound*, in hertz."""
    middle = sound[len(sound) // 5 : -len(sound) // 5]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    return float(spectrum.argmax() * rate / len(middle))

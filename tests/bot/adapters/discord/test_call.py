"""A call, from the slash command to the answer aloud."""

from collections.abc import Iterator

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from scenes.backends import Humming, Repeating
from scenes.calls import RATE, pitch, voice_state
from scenes.discord import Run
from scenes.visits import Words
from servers.discord import Discord, Person
from servers.discord.places import VOICE
from servers.discord.voice import VoiceServer

from speech.decoding import decode
from speech.espeak import Espeak
from speech.protocols import Prosody, Transcript


class Ears(Words):
    """Hears live, and recordings as well."""

    async def transcribe(self, _audio: object, /) -> Transcript:
        raise AssertionError("nobody sends a recording")


@pytest.fixture(autouse=True)
def pointed() -> Iterator[None]:
    """The library's addresses as they were before."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


async def test_who_calls_it_is_heard_and_answered_aloud(
    server: Discord, mina: Person, maum: Run
) -> None:
    guild = server.guild("가족", mina)
    talk, room = server.channel(guild, "이야기"), server.channel(guild, "거실", type_=VOICE)
    guild.voice_states = [voice_state(guild, mina, room)]
    ears, writer = Ears("오늘 면접에서 떨어졌어"), Repeating()
    async with VoiceServer(companion=server.me.id, channel=room.id) as voice, Espeak() as espeak:
        server.gateway.calls = voice
        caller = voice.person(mina.id, "Mina")
        clip = await espeak.synthesize("Good morning!", language="en", prosody=Prosody())
        async with maum(transcriber=ears, generator=writer, synthesizer=Humming(0.3)):
            joined = mina.commands("join", to=talk)
            await server.until(lambda: joined.text)
            assert joined.deferred and joined.hidden and f"<#{room.id}>" in joined.text
            assert "AI" in (await server.until(lambda: room.texts))[0]
            await voice.until(lambda: len(caller.heard) >= 15)  # its hello
            voice.says(caller, caller.frames(decode(clip, rate=RATE)))
            await voice.until(lambda: writer.prompts and len(caller.heard) >= 30)
            assert abs(pitch(caller.listened(caller.heard[15:]), 48_000) - 440) < 10
            told = mina.commands("status", to=talk)
            await server.until(lambda: told.text)
            assert "연결됨" in told.text and "종단간 암호화" in told.text
            left = mina.commands("leave", to=talk)
            await server.until(lambda: left.text)
        assert [one["user_id"] for one in guild.voice_states] == [str(mina.id)]
    assert writer.prompts == ["오늘 면접에서 떨어졌어"]
    assert caller.clear == 0 and voice.strange == server.strange == []

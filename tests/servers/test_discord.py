"""The fake Discord, through the real library."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import discord
import pytest
import yarl
from servers.discord import Discord, Fault, Refusal
from servers.discord.places import VOICE_MESSAGE


class Listener(discord.Client):
    """Notes what it is told."""

    def __init__(self, server: Discord, *, content: bool = True) -> None:
        intents = discord.Intents.default()
        intents.message_content = content
        super().__init__(intents=intents, guild_ready_timeout=0.05)
        self._server = server
        self.heard: list[discord.Message] = []
        self.ready = 0

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once again; the library waits for five seconds."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        self._server.changed()

    async def on_ready(self) -> None:
        self.ready += 1
        self._server.changed()

    @property
    def texts(self) -> list[str]:
        return [one.content for one in self.heard]


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    async with Discord() as server:
        monkeypatch.setattr("discord.http.Route.BASE", server.url)
        gateway = yarl.URL(server.gateway_url)
        monkeypatch.setattr("discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY", gateway)
        yield server


@asynccontextmanager
async def connected(server: Discord, *, content: bool = True) -> AsyncIterator[Listener]:
    client = Listener(server, content=content)
    running = asyncio.create_task(client.start(server.token))
    running.add_done_callback(lambda _: server.changed())
    try:
        await server.until(lambda: client.ready or running.done())
        if running.done():
            await running
        yield client
    finally:
        await client.close()
        with suppress(BaseException):
            await running


async def test_messages_are_told_sent_and_kept(server: Discord) -> None:
    mina = server.person("Mina")
    family = server.guild("가족", mina)
    talk = server.channel(family, "이야기")
    async with connected(server) as client:
        mina.says("안녕")
        mina.says("모두 안녕", to=talk)
        await server.until(lambda: len(client.heard) == 2)
        private, public = client.heard
        assert (private.guild, private.content) == (None, "안녕")
        assert public.guild and public.guild.id == family.id and public.channel.id == talk.id
        sent = await public.reply("네", nonce="one")
        again = await public.channel.send("네", nonce="one")
        assert sent.id == again.id
        history = [one.content async for one in public.channel.history(after=public)]
    assert history == talk.texts == ["네"]
    assert talk.replies[0].reply_to is talk.messages[0]
    assert server.strange == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"content": "가" * 2001}, 50035),
        ({"content": ""}, 50006),
        ({"content": "x", "flags": discord.MessageFlags._from_value(VOICE_MESSAGE)}, 50159),
        ({"content": "x", "nonce": "n" * 26}, 50035),
    ],
)
async def test_what_discord_does_not_take_is_refused(
    server: Discord, given: dict[str, object], code: int
) -> None:
    mina = server.person("Mina")
    async with connected(server) as client:
        mina.says("안녕")
        await server.until(lambda: client.heard)
        params = discord.http.handle_message_parameters(**given)  # type: ignore[arg-type]
        with pytest.raises(discord.HTTPException) as refused:
            await client.http.send_message(mina.chat.id, params=params)
    assert refused.value.code == code


async def test_a_session_is_resumed_with_what_was_missed_or_begun_anew(server: Discord) -> None:
    mina = server.person("Mina")
    async with connected(server) as client:
        await server.gateway.drop()
        mina.says("하나")
        await server.until(lambda: client.heard)
        assert (server.gateway.resumed, client.texts) == (1, ["하나"])
        await server.gateway.drop(forget=True)
        await server.until(lambda: len(server.gateway.identified) == 2)
        mina.says("둘")
        await server.until(lambda: len(client.heard) == 2)


async def test_without_the_intent_only_what_is_meant_for_the_bot_can_be_read(
    server: Discord,
) -> None:
    mina = server.person("Mina")
    talk = server.channel(server.guild("가족", mina), "이야기")
    server.rest.reads_content = False
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with connected(server):
            pass
    async with connected(server, content=False) as client:
        mina.says("비밀", to=talk)
        mina.says(f"{server.me.mention} 안녕", to=talk)
        mina.says("둘만")
        await server.until(lambda: len(client.heard) == 3)
    assert client.texts == ["", f"{server.me.mention} 안녕", "둘만"]


async def test_a_token_that_is_not_the_bots_is_refused(server: Discord) -> None:
    async with connected(server) as client:
        server.token = "another"
        with pytest.raises(discord.HTTPException) as refused:
            await client.application_info()
    assert refused.value.status == 401
    client = Listener(server)
    async with client:
        with pytest.raises(discord.LoginFailure):
            await client.login("MTIz.third.token")


async def test_faults_meet_the_calls_that_they_are_meant_for(server: Discord) -> None:
    mina = server.person("Mina")
    async with connected(server) as client:
        mina.says("안녕")
        await server.until(lambda: client.heard)
        meant: Callable[[dict[str, object]], bool] = lambda given: given["content"] == "둘"  # noqa: E731
        fault = server.fail(
            "POST /channels/{channel}/messages",
            Fault(refusal=Refusal(403, 50007, "no"), applies=meant),
        )
        await client.heard[0].channel.send("하나")
        with pytest.raises(discord.Forbidden):
            await client.heard[0].channel.send("둘")
    assert (fault.met, mina.chat.texts) == (1, ["하나"])

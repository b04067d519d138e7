"""Slash commands, buttons and menus, in a simulated Discord."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import discord
import pytest
from scenes.backends import Introduced
from simcord import Env

from bot.adapters.admission import Budget, Door, Guests, Hosting
from bot.adapters.discord.bounds import Bounds
from bot.adapters.discord.calling import Calling
from bot.adapters.discord.choices import tapped
from bot.adapters.discord.client import Client
from bot.adapters.discord.reception import Reception
from bot.adapters.discord.slash import Tree
from bot.adapters.discord.voice import CallStatus
from bot.care.counts import Counts
from bot.commands import Commands
from bot.companion import Companion
from bot.conversations import Conversations
from bot.events import ChatKey
from bot.protocols import Line
from config.moods import Mood
from config.settings import Settings, load_settings


class Phone:
    """Calls that remember what they were asked."""

    def __init__(self) -> None:
        self.joined: list[int] = []
        self.deaf: set[int] = set()

    async def join(self, channel: Any, /) -> None:
        self.joined.append(channel.id)

    async def leave(self, guild: int, /) -> bool:
        left, self.joined = bool(self.joined), []
        return left

    def status(self, guild: int, /) -> CallStatus | None:
        if not self.joined:
            return None
        return CallStatus(
            channel=self.joined[-1],
            connected=True,
            encrypted=True,
            deafened=False,
            muted=False,
            listening_to=2,
            frames=1234,
            last_frame=0.4,
            unopened=3,
            lost=5,
            rejoined=1,
            hearing="",
            speaking="speech.voice",
            by_pause=True,
            latency=(("pause", 0.5), ("voice", 0.25)),
        )

    def hears(self, person: int, /) -> bool:
        return person not in self.deaf

    async def hear(self, person: int, wanted: bool, /) -> None:
        (self.deaf.discard if wanted else self.deaf.add)(person)

    async def moved(self, member: Any, before: Any, after: Any, /) -> None:
        pass


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(
        overrides={"home": str(tmp_path), "discord": {"token": "x.y.z"}},
        environment={},
        file=tmp_path / "maum.toml",
    )


@pytest.fixture
def guests(tmp_path: Path) -> Guests:
    return Guests(tmp_path / "discord.json")


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
async def talks(companion_of: Callable[..., Companion]) -> AsyncIterator[Conversations]:
    async with Conversations(companion_of(store=Introduced())) as talks:
        yield talks


@pytest.fixture
async def env(
    settings: Settings, guests: Guests, talks: Conversations, phone: Phone | None
) -> AsyncIterator[Env]:
    """A Discord with maum's commands in it."""
    client, commands = Client(settings.discord, content=True), Commands(talks)
    hosting = Hosting(guests, invitation=lambda code: f"/start {code}", counts=Counts())
    reception = Reception(
        door=Door(guests, Budget(talks.companion.meter, settings.budget)),
        hosting=hosting,
        commands=commands,
        calling=Calling(phone),
        bounds=Bounds(settings.discord),
        language="ko",
    )

    async def tap(interaction: discord.Interaction) -> None:
        if command := tapped(interaction):
            await reception.answer(interaction, command)

    client.hear("interaction", tap)
    env = Env(client)
    await env.start()
    await Tree(client, reception.answer, language="ko").offer(commands.offered, hosting.offered)
    yield env
    await env.shutdown()
    assert env.errors == []


async def paired(env: Env, guests: Guests) -> Any:
    """Mina, the owner."""
    mina = env.create_user("Mina")
    await guests.pair(mina.id, guests.pairing_code)
    return mina


async def test_commands_are_in_menus_in_both_languages(env: Env) -> None:
    mina = env.create_user("Mina")
    guild = env.create_guild()
    talk = guild.create_text_channel("이야기")
    member = guild.add_member(mina)
    offered = set(member.available_commands(talk))
    assert {"start", "help", "voice", "why", "join", "leave", "status"} <= offered
    assert "invite" not in offered
    assert "invite" in mina.available_commands() and "join" not in mina.available_commands()
    told = {one.name: one for one in await discord_commands(env)}
    assert told["help"].name_localizations[discord.Locale.korean] == "도움말"
    assert told["help"].description == "할 수 있는 것"
    assert told["help"].description_localizations[discord.Locale.british_english] == "What I can do"


async def discord_commands(env: Env) -> Any:
    return await env.bot._connection._command_tree.fetch_commands()


async def test_a_start_with_the_code_pairs(env: Env, guests: Guests) -> None:
    mina = env.create_user("Mina")
    refused = await mina.slash("help")
    assert f"/allow {mina.id}" in refused.response.content
    greeted = await mina.slash("start", code=guests.pairing_code)
    assert guests.owner == mina.id
    assert "This maum is yours now" in greeted.response.content
    invited = await mina.slash("invite", hours="2")
    assert "within 2 hours" in invited.response.content


async def test_a_choice_of_few_is_buttons(env: Env, guests: Guests, talks: Conversations) -> None:
    mina = await paired(env, guests)
    asked = await mina.slash("voice")
    chosen = await mina.click(asked.response.message, label="Always")
    assert "always answer aloud" in chosen.response.content
    kept = await talks.companion.parts.store.preferences(f"discord:{mina.id}")
    assert kept.speaking == "always"


async def test_a_choice_of_many_is_a_menu(env: Env, guests: Guests, talks: Conversations) -> None:
    mina = await paired(env, guests)
    chat = ChatKey(messenger="discord", chat=str(mina.dm_channel.id), person=str(mina.id))
    line = Line(speaker="user", text="시험에 떨어졌어", at=discord.utils.utcnow(), mood=Mood.SAD)
    await talks.companion.parts.store.append(chat, line)
    why = await mina.slash("why")
    assert "시험에 떨어졌어" in why.response.content
    (menu,) = why.response.components[0]["components"]
    assert len(menu["options"]) > 5
    told = await mina.select(why.response.message, [menu["options"][0]["value"]])
    assert "Thank you for telling me" in told.response.content


async def test_in_a_server_only_the_caller_sees_the_answer(env: Env, guests: Guests) -> None:
    mina = await paired(env, guests)
    guild = env.create_guild()
    talk, member = guild.create_text_channel("이야기"), guild.add_member(mina)
    stranger = guild.add_member(env.create_user("Jun"))
    assert (await member.slash(talk, "diary")).ephemeral
    refused = await stranger.slash(talk, "help")
    assert refused.ephemeral and f"/allow {stranger.id}" in refused.response.content


async def test_what_is_kept_comes_as_a_file(env: Env, guests: Guests, talks: Conversations) -> None:
    mina = await paired(env, guests)
    chat = ChatKey(messenger="discord", chat="1", person=str(mina.id))
    line = Line(speaker="user", text="안녕", at=discord.utils.utcnow())
    await talks.companion.parts.store.append(chat, line)
    exported = await mina.slash("export")
    (file,) = exported.response.attachments
    assert file.filename.startswith("maum-") and file.filename.endswith(".zip")


async def test_it_is_called_into_a_voice_channel(env: Env, guests: Guests, phone: Phone) -> None:
    mina = await paired(env, guests)
    guild = env.create_guild()
    talk, room = guild.create_text_channel("이야기"), guild.create_voice_channel("거실")
    member = guild.add_member(mina)
    assert (
        "\n/join Talk in your voice channel" in (await member.slash(talk, "help")).response.content
    )
    assert "/join" not in (await mina.slash("help")).response.content
    nowhere = await member.slash(talk, "join")
    assert "Enter a voice channel first" in nowhere.response.content
    await member.join_voice(room)
    joined = await member.slash(talk, "join")
    assert phone.joined == [room.id] and room.mention in joined.response.content
    told = (await member.slash(talk, "status")).response.content
    for words in ("1234 frames", "3 not decrypted", "speech.voice", "pause 0.50 s", "smart-turn"):
        assert words in told
    await member.click(joined.response.message, label="Do not hear me")
    assert not phone.hears(mina.id)
    assert "have left" in (await member.slash(talk, "leave")).response.content
    assert "not in a voice channel" in (await member.slash(talk, "leave")).response.content


@pytest.mark.parametrize("phone", [None])
async def test_without_what_calls_need_it_says_so(
    env: Env, guests: Guests, phone: Phone | None
) -> None:
    mina = await paired(env, guests)
    guild = env.create_guild()
    talk, member = guild.create_text_channel("이야기"), guild.add_member(mina)
    told = await member.slash(talk, "join")
    assert "I cannot talk in voice channels here" in told.response.content

"""The slash commands, as Discord's menus show them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias

import discord
from discord import app_commands

from bot.adapters.discord.calling import CALLS
from bot.adapters.discord.localised import Translator, name, text
from bot.commands import Command
from config.moods import Words

Answer: TypeAlias = Callable[[discord.Interaction, str], Awaitable[None]]
"""Answers an interaction that stands for a command as it would be typed."""

_EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
_PRIVATE = app_commands.AppCommandContext(guild=False, dm_channel=True, private_channel=False)
_SERVER = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
_INSTALLED = app_commands.AppInstallationType(guild=True, user=False)

_OPTIONS: Mapping[str, tuple[app_commands.locale_str, Words]] = {
    "start": (name("code", "코드"), Words(ko="초대받은 코드", en="The code that you were given")),
    "diary": (name("days", "며칠"), Words(ko="며칠 동안의 마음", en="How many days")),
    "forget": (
        name("what", "무엇을"),
        Words(ko="hour: 지난 한 시간, 12: 그 기억 하나", en="hour: the last hour, 12: that memory"),
    ),
    "link": (
        name("code", "코드"),
        Words(ko="다른 메신저에서 받은 코드", en="The code from the other messenger"),
    ),
    "invite": (name("hours", "시간"), Words(ko="몇 시간 동안", en="For how many hours")),
    "allow": (name("number", "번호"), Words(ko="그 사람의 번호", en="The person's number")),
    "deny": (name("number", "번호"), Words(ko="그 사람의 번호", en="The person's number")),
}
"""What may be given with a command."""


class Tree(app_commands.CommandTree[discord.Client]):
    """All slash commands of the bot."""

    def __init__(self, client: discord.Client, answer: Answer, *, language: str) -> None:
        """*language* is for whose language is not among maum's."""
        super().__init__(client, allowed_installs=_INSTALLED)
        self._answer = answer
        self._language = language

    async def offer(self, commands: Sequence[Command], hosting: Sequence[Command]) -> None:
        """Register *commands* with Discord, those of *hosting* for private chats alone.

        Raises `discord.HTTPException`.
        """
        await self.set_translator(Translator())
        for one in commands:
            self._add(one.name, one.alias, one.description, _EVERYWHERE)
        for one in hosting:
            self._add(one.name, one.alias, one.description, _PRIVATE)
        for latin, korean, described in CALLS:
            self._add(latin, korean, described, _SERVER)
        await self.sync()

    def _add(
        self, latin: str, korean: str, described: Words, contexts: app_commands.AppCommandContext
    ) -> None:
        command: app_commands.Command[Any, ..., None] = app_commands.Command(
            name=name(latin, korean),
            description=text(described, otherwise=self._language),
            callback=self._callback(latin),
            allowed_contexts=contexts,
        )
        self.add_command(command)

    def _callback(self, command: str) -> Callable[..., Any]:
        async def call(interaction: discord.Interaction) -> None:
            await self._answer(interaction, f"/{command}")

        async def call_with(interaction: discord.Interaction, given: str = "") -> None:
            await self._answer(interaction, f"/{command} {given}".strip())

        if command not in _OPTIONS:
            return call
        option, described = _OPTIONS[command]
        app_commands.rename(given=option)(call_with)
        app_commands.describe(given=text(described, otherwise=self._language))(call_with)
        return call_with

"""Answers slash commands and taps, which Discord wants answered at once or not at all."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import discord
import structlog

from bot.adapters.admission import Door, Hosting
from bot.adapters.admission.words import REFUSED
from bot.adapters.discord.bounds import Bounds
from bot.adapters.discord.calling import Calling
from bot.adapters.discord.choices import view_of
from bot.adapters.discord.letters import MESSENGER
from bot.adapters.discord.localised import language_of
from bot.adapters.discord.mail import AWAY
from bot.adapters.discord.pages import pages
from bot.commands import Answer, Commands
from bot.commands.spelling import spelled
from bot.events import ChatKey, Incoming
from config.errors import MaumError, explain
from config.logs import described
from config.moods import Words

log = structlog.get_logger("maum.discord")

_ELSEWHERE = Words(
    ko="이 채널에서는 이야기하지 않기로 되어 있어요.", en="I was told not to talk in this channel."
)
_HELP = ("help", "도움말")
_LOST = Words(ko="그 말은 알아듣지 못했어요. /help", en="I did not understand that. /help")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """Answers whoever may talk; in a server, for nobody else to see."""

    door: Door
    hosting: Hosting
    commands: Commands
    calling: Calling
    bounds: Bounds
    language: str
    """What is spoken to whose language is not among maum's."""

    async def answer(self, interaction: discord.Interaction, text: str) -> None:
        """Answer *interaction*, which stands for the command *text*."""
        language = language_of(interaction.locale, otherwise=self.language)
        try:
            await interaction.response.defer(ephemeral=_shared(interaction), thinking=True)
            await _show(interaction, await self._answered(interaction, text, language))
        except (discord.HTTPException, *AWAY) as error:
            log.warning("an interaction could not be answered", error=type(error).__name__)
            # A file that is too large, for example; the sign that it is thought about must go.
            with suppress(discord.HTTPException, *AWAY):
                await _show(interaction, Answer(text=explain(MaumError.code, language)))

    async def _answered(self, interaction: discord.Interaction, text: str, language: str) -> Answer:
        try:
            return await self._answer(interaction, text, language)
        except MaumError as error:
            log.warning("an interaction failed", code=error.code)
            return Answer(text=explain(error.code, language))
        except Exception as error:
            log.error("an interaction broke", **described(error))
            return Answer(text=explain(MaumError.code, language))

    async def _answer(self, interaction: discord.Interaction, text: str, language: str) -> Answer:
        person, shared, call = interaction.user, _shared(interaction), spelled(text)
        channel, parent = interaction.channel_id, getattr(interaction.channel, "parent_id", None)
        if not self.bounds.answers_in(interaction.guild_id, channel, parent):
            return Answer(text=_ELSEWHERE[language])
        welcome = "" if shared else await self.door.welcome(person.id, call, language)
        if not (self.bounds.introduces(person) or self.door.admits(person.id)):
            return Answer(text=REFUSED[language].format(id=person.id))
        chat = ChatKey(messenger=MESSENGER, chat=str(channel), person=str(person.id), shared=shared)
        if not shared and (hosted := await self.hosting.answer(chat, call, language)):
            return hosted
        called = await self.calling.answer(person, call, language) if call else None
        if called:
            return called
        answer = await self.commands.answer(Incoming(chat=chat, text=text, language=language))
        if answer and shared and call and call.name in _HELP:
            answer = replace(answer, text=answer.text + self.calling.listed(language))
        return _after(welcome, answer or Answer(text=_LOST[language]))


def _shared(interaction: discord.Interaction) -> bool:
    """Whether it is in a server."""
    return interaction.guild_id is not None


def _after(welcome: str | None, answer: Answer) -> Answer:
    if not welcome:
        return answer
    return Answer(text=f"{welcome}\n\n{answer.text}", choices=answer.choices, file=answer.file)


async def _show(interaction: discord.Interaction, answer: Answer) -> None:
    """Send *answer* in place of the sign that it is thought about; raises `HTTPException`."""
    told = pages(answer.text)
    first, *others = [_content(page, answer, last=page is told[-1]) for page in told]
    files: Sequence[discord.File] = first.pop("files", ())
    await interaction.edit_original_response(attachments=files, **first)
    for content in others:
        await interaction.followup.send(ephemeral=_shared(interaction), **content)


def _content(page: str, answer: Answer, *, last: bool) -> dict[str, Any]:
    content: dict[str, Any] = {"content": page}
    if last and (view := view_of([[one.label, one.command] for one in answer.choices])):
        content["view"] = view
    if last and answer.file:
        content["files"] = [discord.File(BytesIO(answer.file.data), answer.file.name)]
    return content

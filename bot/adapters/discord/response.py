"""The answer to one letter, message by message."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

import discord
import structlog

from avatars.protocols import Portrait
from bot.adapters.discord.choices import view_of
from bot.adapters.discord.mail import Content, Mail, nonce_of
from bot.adapters.discord.pages import pages
from bot.adapters.discord.voice_message import send_voice_message
from bot.adapters.messaging.progress import TEXT, Progress
from bot.adapters.messaging.told import Sender
from bot.adapters.messaging.words import AI_VOICE
from bot.commands import Choice, File
from bot.protocols import Inbox, Part, Pending
from config.errors import Unreachable
from speech.voice_note import VoiceNote

log = structlog.get_logger("maum.discord")


class Response:
    """Satisfies `bot.adapters.messaging.messenger.Response`."""

    def __init__(
        self,
        mail: Mail,
        inbox: Inbox,
        pending: Pending,
        sender: Sender,
        *,
        name: str,
        language: str,
    ) -> None:
        """*name* is what the companion is called beside its face."""
        self._mail = mail
        self.progress = Progress(inbox, pending)
        self._update = pending.letter.update
        self._channel = int(sender.place.key)
        self._answered = sender.message
        self._name = name
        self._voice_mark = f"-# {AI_VOICE[language]}"

    async def resume(self) -> str | None:
        """Send what is missing of an answer that was begun; its text, or None if it was not."""
        part = self.progress.parts.get(TEXT)
        plan = json.loads(part.content) if part else {}
        if part is None or "pages" not in plan:
            return None
        await self._send_pages(plan["pages"], part.content, plan["choices"], plan["quote"])
        return "\n".join(plan["pages"])

    async def note(self, name: str, text: str, *, quote: int | None = None) -> None:
        """Send a remark beside the answer, in reply to the message *quote*."""
        for number, page in enumerate(pages(text)):
            await self._once(f"{name}.{number}", "", page, self._text(page, (), quote))

    async def begin(self, shown: str, *, quote: int | None = None) -> None:
        """Show the beginning of a text that `write` will complete."""
        if (part := self.progress.parts.get(TEXT)) and part.message:
            await self._mail.edit(self._channel, int(part.message), lambda: {"content": shown})
        else:
            content = json.dumps({"shown": shown}, ensure_ascii=False)
            await self._once(TEXT, content, shown, self._text(shown, (), quote))

    async def write(
        self,
        text: str,
        *,
        markdown: bool = False,
        choices: Sequence[Choice] = (),
        quote: int | None = None,
    ) -> None:
        """Send the text of the answer, with *choices* to tap under its end."""
        rows = [[choice.label, choice.command] for choice in choices]
        told = pages(text, markdown=markdown)
        plan = json.dumps({"pages": told, "choices": rows, "quote": quote}, ensure_ascii=False)
        await self._send_pages(told, plan, rows, quote)

    async def privately(self, text: str) -> bool:
        """Send *text* to the person alone; false if they take no messages from the bot."""
        person = discord.Object(int(self.progress.pending.letter.chat.person))
        try:
            chat = await self._mail.repeat(lambda: self._mail.client.create_dm(person))
            for number, page in enumerate(pages(text)):
                content = {"content": page}
                name = f"{self._update} private.{number}"
                await self._mail.send(chat.id, lambda content=content: content, name=name)  # type: ignore[misc]
        except (discord.HTTPException, Unreachable):
            return False
        return True

    async def picture(self, portrait: Portrait) -> None:
        """Show the face beside the text, as the thumbnail of an embed."""
        part = self.progress.parts.get(TEXT)
        name = f"face.{portrait.media_type.rpartition('/')[2].partition('+')[0]}"

        def content() -> Mapping[str, Any]:
            embed = discord.Embed().set_author(name=self._name)
            embed.set_thumbnail(url=f"attachment://{name}")
            face = discord.File(BytesIO(portrait.data), name)
            return {"embeds": [embed], "attachments": [face]}

        if part and part.message:
            await self._tolerated(self._mail.edit(self._channel, int(part.message), content))

    async def voice(self, name: str, note: VoiceNote) -> bool:
        """Send a voice message, or an audio file where the bot may not; false if neither went.

        Above the first stands that no person speaks: a voice message takes no text of its own.
        """
        await self._once("voice.mark", "", self._voice_mark, lambda: {"content": self._voice_mark})

        async def send() -> int:
            client, nonce = self._mail.client, nonce_of(f"{self._update} {name} ogg")
            try:
                return await self._mail.repeat(
                    lambda: send_voice_message(client, self._channel, note, nonce=nonce)
                )
            except (discord.HTTPException, Unreachable):
                return await self._send(name, lambda: {"file": _file(note.audio.data, "maum.ogg")})

        return await self.progress.ornament(
            name, after=self._answered, send=send, look=self._cannot_look
        )

    async def file(self, file: File) -> None:
        """Send something to take along."""
        await self._once("file", "", "", lambda: {"file": _file(file.data, file.name)})

    async def _send_pages(
        self,
        told: Sequence[str],
        plan: str,
        choices: Sequence[Sequence[str]],
        quote: int | None,
    ) -> None:
        last = len(told) - 1
        for number, page in enumerate(told):
            under = choices if number == last else ()
            content = self._text(page, under, quote if number == 0 else None)
            id_, fresh = await self._once(
                f"text.{number}", plan if number == 0 else "", page, content
            )
            if not fresh and number == 0:
                # It may show the beginning alone.
                whole = {"content": page, "view": view_of(under)}
                await self._mail.edit(self._channel, id_, lambda whole=whole: whole)  # type: ignore[misc]

    async def _once(self, name: str, kept: str, shown: str, content: Content) -> tuple[int, bool]:
        """The id of the part, and whether it was sent just now; *shown* is its text."""

        async def look(part: Part) -> int | None:
            begun = json.loads(part.content).get("shown", shown) if part.content else shown
            return await self._mail.look(self._channel, int(part.after), begun)

        return await self.progress.once(
            name,
            kept,
            after=self._answered,
            send=lambda: self._send(name, content),
            look=look,
        )

    async def _send(self, name: str, content: Content) -> int:
        try:
            return await self._mail.send(self._channel, content, name=f"{self._update} {name}")
        except discord.HTTPException as error:
            log.warning("discord refused a message", code=Unreachable.code, refusal=error.code)
            raise Unreachable from error

    async def _cannot_look(self, _: Part) -> int | None:
        return None

    async def _tolerated(self, work: Awaitable[None]) -> None:
        """Do *work*, which may as well be left out."""
        try:
            await work
        except (discord.HTTPException, Unreachable):
            return

    def _text(
        self, text: str, choices: Sequence[Sequence[str]], quote: int | None
    ) -> Callable[[], Mapping[str, Any]]:
        def content() -> Mapping[str, Any]:
            shown: dict[str, Any] = {"content": text}
            if view := view_of(choices):
                shown["view"] = view
            if quote:
                shown["reference"] = discord.MessageReference(
                    message_id=quote, channel_id=self._channel, fail_if_not_exists=False
                )
            return shown

        return content


def _file(data: bytes, name: str) -> discord.File:
    return discord.File(BytesIO(data), name)

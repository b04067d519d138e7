"""The answer to one letter, message by message."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, TypedDict

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest
from telegramify_markdown import MessageEntity as Entity

from avatars.protocols import Portrait
from bot.adapters.messaging.progress import TEXT, Progress
from bot.adapters.messaging.words import AI_VOICE
from bot.adapters.telegram.faces import Faces
from bot.adapters.telegram.mail import Mail
from bot.adapters.telegram.pages import Page, pages
from bot.adapters.telegram.place import Place
from bot.commands import Choice, File
from bot.protocols import Inbox, Part, Pending
from config.errors import Unreachable
from speech.voice_note import VoiceNote


class Response:
    """Sends every part once; what an earlier run of the program sent is not sent again."""

    def __init__(
        self,
        mail: Mail,
        inbox: Inbox,
        faces: Faces,
        pending: Pending,
        place: Place,
        *,
        language: str,
    ) -> None:
        self._mail = mail
        self._faces = faces
        self.progress = Progress(inbox, pending)
        self._told_at = self._begun_at = place
        self._language = language
        for part in pending.parts:
            mail.saw(place, int(part.message or 0))

    @property
    def place(self) -> Place:
        """Where the answer goes: to where the group is now."""
        return self._mail.moves.now(self._told_at)

    async def resume(self) -> str | None:
        """Send what is missing of an answer that was begun; its text, or None if it was not."""
        part = self.progress.parts.get(TEXT)
        plan = json.loads(part.content) if part else {}
        if "pages" not in plan:
            return None
        told = [_page(*one) for one in plan["pages"]]
        await self._send_pages(
            told, part.content if part else "", _keyboard(plan["choices"]), plan["quote"]
        )
        return "\n".join(page.text for page in told)

    async def note(self, name: str, text: str, *, quote: int | None = None) -> None:
        """Send a remark beside the answer: what was heard, for example."""
        for number, page in enumerate(pages(text)):
            await self._once(f"{name}.{number}", "", self._texts(page, None, quote))

    async def begin(self, page: Page, *, quote: int | None = None) -> None:
        """Show the beginning of a text that `write` will complete."""
        part = self.progress.parts.get(TEXT)
        if not (part and part.message):
            await self._once(TEXT, "{}", self._texts(page, None, quote))
            self._begun_at = self.place
        elif self.place == self._begun_at:
            await self._mail.edit(self.place, int(part.message), text=page.text)

    async def write(
        self,
        text: str,
        *,
        markdown: bool = False,
        choices: Sequence[Choice] = (),
        quote: int | None = None,
    ) -> None:
        """Send the text of the answer, with *choices* to tap under its end."""
        told = pages(text, markdown=markdown)
        rows = [[choice.label, choice.command] for choice in choices]
        shown = [[page.text, [entity.to_dict() for entity in page.entities]] for page in told]
        plan = json.dumps({"pages": shown, "choices": rows, "quote": quote}, ensure_ascii=False)
        await self._send_pages(told, plan, _keyboard(rows), quote)

    async def privately(self, text: str) -> bool:
        """Send *text* to the person alone; false if they have never written to the bot there."""
        person = int(self.progress.pending.letter.chat.person)
        try:
            for page in pages(text):
                sending = partial(self._mail.bot.send_message, person, page.text)
                await self._mail.repeat(sending)
        except (Unreachable, BadRequest):
            return False
        return True

    async def picture(self, portrait: Portrait) -> None:
        """Send the face, in a private chat; by its file id where Telegram has it."""
        if not self.place.is_private:
            return
        name = f"{portrait.face}-{hashlib.sha256(portrait.data).hexdigest()[:16]}"
        known = self._faces.known(name)
        sources: list[bytes | str] = [known, portrait.data] if known else [portrait.data]
        file_id = await self._photo(*sources)
        if file_id and file_id != known:
            await self._faces.learn(name, file_id)

    async def voice(self, name: str, note: VoiceNote) -> bool:
        """Send a voice note, or an audio file where the person's privacy forbids one.

        False if it could not be sent."""
        bot, place = self._mail.bot, self.place
        about: dict[str, Any] = {
            "duration": round(note.seconds),
            "caption": AI_VOICE[self._language],
            "message_thread_id": place.thread,
        }

        def recording() -> Awaitable[Message]:
            return bot.send_voice(place.chat, InputFile(note.audio.data, "maum.ogg"), **about)

        def audio() -> Awaitable[Message]:
            return bot.send_audio(
                place.chat, InputFile(note.audio.data, "maum.ogg"), title="maum", **about
            )

        return await self._ornament(name, [recording, audio])

    async def file(self, file: File) -> None:
        """Send something to take along."""

        def send() -> Awaitable[Message]:
            return self._mail.bot.send_document(
                self.place.chat,
                InputFile(file.data, file.name),
                message_thread_id=self.place.thread,
                write_timeout=60,
            )

        await self._once("file", "", [send])

    async def _photo(self, *sources: bytes | str) -> str:
        """Send a picture, new or by its file id; its file id, empty if it is not known.

        The next of *sources* is tried where Telegram does not take one.
        """
        ids: list[str] = []

        async def send(source: bytes | str) -> Message:
            sent = await self._mail.bot.send_photo(
                self.place.chat, source, message_thread_id=self.place.thread
            )
            ids.extend(size.file_id for size in sent.photo)
            return sent

        await self._ornament("face", [partial(send, source) for source in sources])
        return ids[-1] if ids else ""

    async def _send_pages(
        self,
        told: Sequence[Page],
        plan: str,
        markup: InlineKeyboardMarkup | None,
        quote: int | None,
    ) -> None:
        last = len(told) - 1
        for number, page in enumerate(told):
            under = markup if number == last else None
            ways = self._texts(page, under, quote if number == 0 else None)
            content = plan if number == 0 else ""
            id_, fresh = await self._once(f"text.{number}", content, ways, markup=under)
            if not fresh and number == 0:
                await self._complete(id_, page, under, quote)

    async def _complete(
        self, id_: int, page: Page, markup: InlineKeyboardMarkup | None, quote: int | None
    ) -> None:
        """Let a message that may show the beginning alone show the whole; else send that."""
        whole = {"text": page.text, "reply_markup": markup}
        shown = False
        if self.place == self._begun_at:  # in another chat the id is another message's
            try:
                shown = await self._mail.edit(self.place, id_, **whole, entities=_entities(page))
            except BadRequest:
                shown = await self._mail.edit(self.place, id_, **whole)
        if not shown:
            await self._once(f"{TEXT}.anew", "", self._texts(page, markup, quote), markup=markup)

    async def _once(
        self,
        name: str,
        content: str,
        ways: Sequence[Callable[[], Awaitable[Message]]],
        *,
        markup: InlineKeyboardMarkup | None = None,
    ) -> tuple[int, bool]:
        """The id of the part, and whether it was sent just now."""
        async with self._mail.alone(self.place):
            return await self.progress.once(name, content, **self._sending(ways, markup))

    async def _ornament(self, name: str, ways: Sequence[Callable[[], Awaitable[Message]]]) -> bool:
        """Send what may be missing but must not come twice; false if it was not sent."""
        async with self._mail.alone(self.place):
            return await self.progress.ornament(name, **self._sending(ways, None))

    def _sending(
        self,
        ways: Sequence[Callable[[], Awaitable[Message]]],
        markup: InlineKeyboardMarkup | None,
    ) -> "_Sending":
        def send() -> Awaitable[int]:
            return self._mail.send(self.place, ways, markup=markup)

        def look(part: Part) -> Awaitable[int | None]:
            return self._mail.look(self.place, int(part.after or 0), markup=markup)

        return {"after": self._mail.newest(self.place), "send": send, "look": look}

    def _texts(
        self, page: Page, markup: InlineKeyboardMarkup | None, quote: int | None
    ) -> list[Callable[[], Awaitable[Message]]]:
        """The ways of sending a text: as it is to look, and plainly."""
        whole: dict[str, Any] = {
            "text": page.text,
            "message_thread_id": self.place.thread,
            "reply_markup": markup,
        }
        if quote and self.place == self._told_at:
            whole["reply_parameters"] = ReplyParameters(quote, allow_sending_without_reply=True)

        def send(**more: Any) -> Awaitable[Message]:
            return self._mail.bot.send_message(self.place.chat, **whole, **more)

        if not page.entities:
            return [send]
        return [lambda: send(entities=_entities(page)), send]


class _Sending(TypedDict):
    """How a part is sent, as `Progress` wants to know it."""

    after: int
    send: Callable[[], Awaitable[int]]
    look: Callable[[Part], Awaitable[int | None]]


def _keyboard(choices: Sequence[Sequence[str]]) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(label, callback_data=data)] for label, data in choices]
    return InlineKeyboardMarkup(rows) if rows else None


def _page(text: str, entities: Sequence[dict[str, Any]]) -> Page:
    return Page(text, tuple(Entity(**entity) for entity in entities))


def _entities(page: Page) -> Sequence[MessageEntity]:
    return [MessageEntity.de_json(entity.to_dict()) for entity in page.entities]

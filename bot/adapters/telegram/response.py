"""The answer to one letter, message by message."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

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

from bot.adapters.telegram.mail import Mail
from bot.adapters.telegram.pages import Page
from bot.adapters.telegram.place import Place
from bot.commands import Choice, File
from bot.protocols import Inbox, Part, Pending
from config.errors import Unreachable

_TEXT = "text.0"


class Response:
    """Sends every part once; what an earlier run of the program sent is not sent again."""

    def __init__(self, mail: Mail, inbox: Inbox, pending: Pending, place: Place) -> None:
        self._mail = mail
        self._inbox = inbox
        self._pending = pending
        self._number = pending.number
        self._joined: set[int] = set()
        self._unjoined: set[int] = set()
        self.place = self._place = place
        self._parts = {part.name: part for part in pending.parts}
        self._unnoted: tuple[str, int] | None = None
        for part in pending.parts:
            mail.saw(place, int(part.message or 0))

    @property
    def begun(self) -> bool:
        """Whether there is a message that shows the text in the making."""
        return _TEXT in self._parts

    @property
    def pending(self) -> Pending:
        """The letter, with all that is known of its answer now."""
        return replace(self._pending, parts=tuple(self._parts.values()))

    def join(self, *numbers: int) -> None:
        """Answer the letters *numbers* with this one."""
        self._joined |= {*numbers}
        self._unjoined |= {*numbers}

    async def resume(self) -> str | None:
        """Send what is missing of an answer that was begun; its text, or None if it was not."""
        part = self._parts.get(_TEXT)
        plan = json.loads(part.content) if part else {}
        if "pages" not in plan:
            return None
        pages = [_page(*one) for one in plan["pages"]]
        await self._send_pages(
            pages, part.content if part else "", _keyboard(plan["choices"]), plan["quote"]
        )
        return "\n".join(page.text for page in pages)

    async def note(self, name: str, pages: Sequence[Page], *, quote: int | None = None) -> None:
        """Send a remark beside the answer: what was heard, for example."""
        for number, page in enumerate(pages):
            await self._once(f"{name}.{number}", "", self._texts(page, None, quote))

    async def begin(self, page: Page, *, quote: int | None = None) -> None:
        """Show the beginning of a text that `write` will complete."""
        if (part := self._parts.get(_TEXT)) and part.message:
            await self._mail.edit(self._place, int(part.message), text=page.text)
        else:
            await self._once(_TEXT, "{}", self._texts(page, None, quote))

    async def write(
        self, pages: Sequence[Page], *, choices: Sequence[Choice] = (), quote: int | None = None
    ) -> None:
        """Send the text of the answer, with *choices* to tap under its end."""
        rows = [[choice.label, choice.command] for choice in choices]
        told = [[page.text, [entity.to_dict() for entity in page.entities]] for page in pages]
        plan = json.dumps({"pages": told, "choices": rows, "quote": quote}, ensure_ascii=False)
        await self._send_pages(pages, plan, _keyboard(rows), quote)

    async def picture(self, *sources: bytes | str) -> str:
        """Send a picture, new or by its file id; its file id, empty if it is not known.

        The next of *sources* is tried where Telegram does not take one.
        """
        ids: list[str] = []

        async def send(source: bytes | str) -> Message:
            sent = await self._mail.bot.send_photo(
                self._place.chat, source, message_thread_id=self._place.thread
            )
            ids.extend(size.file_id for size in sent.photo)
            return sent

        await self._ornament("face", [partial(send, source) for source in sources])
        return ids[-1] if ids else ""

    async def voice(self, name: str, ogg: bytes, seconds: float) -> bool:
        """Send a voice note, or an audio file where the person's privacy forbids one.

        False if it could not be sent."""
        bot, place = self._mail.bot, self._place
        about: dict[str, Any] = {"duration": round(seconds), "message_thread_id": place.thread}

        def note() -> Awaitable[Message]:
            return bot.send_voice(place.chat, InputFile(ogg, "maum.ogg"), **about)

        def audio() -> Awaitable[Message]:
            return bot.send_audio(place.chat, InputFile(ogg, "maum.ogg"), title="maum", **about)

        return await self._ornament(name, [note, audio])

    async def file(self, file: File) -> None:
        """Send something to take along."""

        def send() -> Awaitable[Message]:
            return self._mail.bot.send_document(
                self._place.chat,
                InputFile(file.data, file.name),
                message_thread_id=self._place.thread,
                write_timeout=60,
            )

        await self._once("file", "", [send])

    async def finish(self) -> None:
        """Close the letter and all that were joined to it."""
        await self._inbox.finish(self._number, *self._joined)

    async def _send_pages(
        self,
        pages: Sequence[Page],
        plan: str,
        markup: InlineKeyboardMarkup | None,
        quote: int | None,
    ) -> None:
        last = len(pages) - 1
        for number, page in enumerate(pages):
            under = markup if number == last else None
            ways = self._texts(page, under, quote if number == 0 else None)
            content = plan if number == 0 else ""
            id_, fresh = await self._once(f"text.{number}", content, ways, markup=under)
            if not fresh and number == 0:
                await self._complete(id_, page, under)

    async def _complete(self, id_: int, page: Page, markup: InlineKeyboardMarkup | None) -> None:
        """Let a message that may show the beginning alone show the whole."""
        whole = {"text": page.text, "reply_markup": markup}
        try:
            await self._mail.edit(self._place, id_, **whole, entities=_entities(page))
        except BadRequest:
            await self._mail.edit(self._place, id_, **whole)

    async def _once(
        self,
        name: str,
        content: str,
        ways: Sequence[Callable[[], Awaitable[Message]]],
        *,
        markup: InlineKeyboardMarkup | None = None,
    ) -> tuple[int, bool]:
        """The id of the part, and whether it was sent just now."""
        known = self._parts.get(name)
        async with self._mail.alone(self._place):
            if known and known.message is None:
                found = await self._mail.look(self._place, int(known.after or 0), markup=markup)
                known = await self._noted(known, found)
            if known and known.message:
                if content and content != known.content:
                    await self._intend(Part(name=name, content=content, message=known.message))
                return int(known.message), False
            part = Part(name=name, content=content, after=str(self._mail.newest(self._place)))
            await self._intend(part)
            id_ = await self._mail.send(self._place, ways, markup=markup)
            self._sent(part, id_)
            return id_, True

    async def _ornament(self, name: str, ways: Sequence[Callable[[], Awaitable[Message]]]) -> bool:
        """Send what may be missing but must not come twice: not again after a crash."""
        if name in self._parts:
            return False
        try:
            await self._once(name, "", ways)
        except Unreachable:
            return False
        return True

    def _texts(
        self, page: Page, markup: InlineKeyboardMarkup | None, quote: int | None
    ) -> list[Callable[[], Awaitable[Message]]]:
        """The ways of sending a text: as it is to look, and plainly."""
        whole: dict[str, Any] = {
            "text": page.text,
            "message_thread_id": self._place.thread,
            "reply_markup": markup,
        }
        if quote:
            whole["reply_parameters"] = ReplyParameters(quote, allow_sending_without_reply=True)

        def send(**more: Any) -> Awaitable[Message]:
            return self._mail.bot.send_message(self._place.chat, **whole, **more)

        if not page.entities:
            return [send]
        return [lambda: send(entities=_entities(page)), send]

    async def _intend(self, part: Part) -> None:
        await self._flush()
        self._parts[part.name] = part
        await self._inbox.intend(self._number, part)

    def _sent(self, part: Part, id_: int) -> None:
        # Kept before the next part is intended; the last part needs none, `finish` says it all.
        self._unnoted = part.name, id_
        self._parts[part.name] = Part(
            name=part.name, content=part.content, after=part.after, message=str(id_)
        )

    async def _flush(self) -> None:
        if self._unjoined:
            numbers, self._unjoined = self._unjoined, set()
            await self._inbox.join(self._number, *numbers)
        if self._unnoted:
            name, id_ = self._unnoted
            self._unnoted = None
            await self._inbox.sent(self._number, name, str(id_))

    async def _noted(self, part: Part, found: int | None) -> Part | None:
        if found is None:
            return None
        await self._inbox.sent(self._number, part.name, str(found))
        known = Part(name=part.name, content=part.content, after=part.after, message=str(found))
        self._parts[part.name] = known
        return known


def _keyboard(choices: Sequence[Sequence[str]]) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(label, callback_data=data)] for label, data in choices]
    return InlineKeyboardMarkup(rows) if rows else None


def _page(text: str, entities: Sequence[dict[str, Any]]) -> Page:
    return Page(text, tuple(Entity(**entity) for entity in entities))


def _entities(page: Page) -> Sequence[MessageEntity]:
    return [MessageEntity.de_json(entity.to_dict()) for entity in page.entities]

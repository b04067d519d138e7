"""One exchange: from a message, or a burst of them, to all parts of its answer."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import structlog

from avatars.protocols import Portrait
from bot.adapters.messaging.aloud import voice_notes
from bot.adapters.messaging.messenger import Response
from bot.adapters.messaging.note import Note
from bot.adapters.messaging.presence import Presence
from bot.adapters.messaging.words import BROKEN_OFF, HEARD
from bot.events import (
    Cared,
    Delta,
    Ended,
    Failed,
    Heard,
    Incoming,
    Pictured,
    Replied,
    Spoke,
    TurnEvent,
)
from bot.protocols import Conversations
from bot.turn import settled
from config.errors import SpeechError, explain
from speech.audio import Audio

log = structlog.get_logger("maum.messaging")


class Talk:
    """Hands a message to the companion and shows what comes of it."""

    def __init__(
        self,
        incoming: Incoming,
        *,
        conversations: Conversations,
        note: Note,
        response: Response,
        presence: Presence,
        for_all: Callable[[], str],
    ) -> None:
        """*note* is what is answered.

        *for_all* makes what a group reads where the guard's answer cannot reach the person alone: it
        may say nothing about anybody.
        """
        self._incoming = incoming
        self._conversations = conversations
        self._note = note
        self._response = response
        self._presence = presence
        self._for_all = for_all
        self._watched = not note.sender.place.is_private
        self._heard = ""
        self._events: asyncio.Queue[tuple[int, TurnEvent] | None] = asyncio.Queue()
        self._attempt = 0
        self._interrupted = self._over = False
        self._replied = self._written = self._cared = self._recording = False
        self._reply = ""
        self._clips: list[Audio] = []
        self._portrait: Portrait | None = None
        self.shown = response.progress.begun
        """Whether anything of the answer has been shown."""

    def join(self, number: int, text: str) -> None:
        """Answer *text*, which the letter *number* made it; while nothing is shown."""
        self._response.progress.join(number)
        self._incoming = replace(self._incoming, text=text)
        self._attempt += 1
        self._events.put_nowait(None)

    def interrupt(self) -> None:
        """Break off: something more urgent is to be answered."""
        self._interrupted = True
        self._events.put_nowait(None)

    async def hold(self) -> bool:
        """Answer; false if it was broken off before anything was shown. Raises `Unreachable`."""
        showing = asyncio.create_task(self._presence.run(), name="maum-presence")
        try:
            await self._say()
            return await self._perform()
        finally:
            showing.cancel()
            await settled(showing)
            if not self._over:
                await self._conversations.hush(self._incoming.chat)

    async def _say(self) -> None:
        attempt = self._attempt

        async def deliver(event: TurnEvent) -> None:
            if attempt == self._attempt:
                self.shown = self.shown or isinstance(event, Delta | Heard)
                self._over = isinstance(event, Ended | Failed)
                self._events.put_nowait((attempt, event))

        await self._conversations.say(self._incoming, deliver)

    async def _perform(self) -> bool:
        while True:
            told = await self._events.get()
            if self._interrupted:
                return await self._break_off()
            if told is None:
                await self._say()
                continue
            attempt, event = told
            if attempt != self._attempt:
                continue
            await self._take(event)
            if isinstance(event, Ended) and not (self._replied or self._note.forgotten):
                return await self._break_off()  # it was stopped at another door
            if isinstance(event, Ended | Failed):
                return True

    async def _take(self, event: TurnEvent) -> None:
        self._replied = self._replied or isinstance(event, Replied)
        match event:
            case Heard(text):
                self._heard = HEARD.format(text=text)
                if not self._watched:
                    await self._repeat_heard()
            case Cared():
                self._cared = True
            case Delta(text):
                await self._grow(text)
            case Replied(text) if self._cared and self._watched:
                await self._help(text)
            case Replied(text):
                await self._write(text)
            case Pictured(portrait):
                self._portrait = portrait
                await self._show_face()
            case Spoke(audio):
                self._clips.append(audio)
                await self._record()
            case Ended():
                await self._speak()
            case Failed(code):
                await self._fail(code)
            case _:
                pass

    async def _grow(self, text: str) -> None:
        self._reply += text
        if not (self._cared and self._watched):
            await self._repeat_heard()
            self._presence.show(self._reply)

    async def _repeat_heard(self) -> None:
        """Show how a recording was understood; in a group only once it is known to be harmless."""
        if heard := self._heard:
            self._heard = ""
            await self._response.note("heard", heard, quote=self._note.sender.message)

    async def _help(self, text: str) -> None:
        """Give the guard's answer to the person alone; the group learns nothing about anybody."""
        await self._presence.over()
        if not await self._response.privately(text):
            await self._response.write(self._for_all(), quote=None)

    async def _write(self, text: str) -> None:
        await self._presence.over()
        # The guard's texts are written by people and go out as they are.
        await self._response.write(text, markdown=not self._cared, quote=self._note.quote)
        self._written = True
        await self._show_face()
        await self._record()

    async def _record(self) -> None:
        """Show that a voice note is being made, once the text is there."""
        if self._written and self._clips and not self._recording:
            self._recording = True
            await self._presence.record()

    async def _show_face(self) -> None:
        if self._portrait and self._written:
            portrait, self._portrait = self._portrait, None
            await self._response.picture(portrait)

    async def _speak(self) -> None:
        if not self._clips or not self._written:
            return
        try:
            notes = await asyncio.to_thread(voice_notes, self._clips)
        except SpeechError as error:
            log.warning("no voice note could be made", code=error.code)
            return
        for number, note in enumerate(notes):
            if not await self._response.voice(f"voice.{number}", note):
                return

    async def _fail(self, code: str) -> None:
        if not self._written and not (self._cared and self._watched):
            sentence = explain(code, self._incoming.language)
            await self._write("\n\n".join(filter(None, [self._reply, sentence])))

    async def _break_off(self) -> bool:
        await self._conversations.hush(self._incoming.chat)
        if self._written:
            return True
        if not self._reply or (self._cared and self._watched):
            return False
        await self._write(self._reply.rstrip() + BROKEN_OFF)
        return True

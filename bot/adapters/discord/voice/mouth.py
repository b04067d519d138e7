"""What the companion says in a call: one reply at a time, told, paused or broken off."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from bot.adapters.discord.voice.place import Place
from bot.adapters.discord.voice.telling import Telling
from bot.conversations import Conversations
from bot.events import (
    Cared,
    ChatKey,
    Degraded,
    Delta,
    Ended,
    Failed,
    Replied,
    Spoke,
    Stage,
    TurnEvent,
)
from bot.optional import attempt
from bot.protocols import reply_source
from config.errors import explain
from speech.protocols import Prosody

MESSENGER = "discord"
NOBODY = 0
"""Whom an announcement answers."""
_SPEAKING = 30.0
_KEEPING = 5.0
_LATEST = 50
"""Lines among which that of an interrupted reply is looked for."""


class Mouth:
    """Tells replies aloud. What cannot be heard is written: to whom it was for, and nobody else."""

    def __init__(
        self,
        place: Place,
        talks: Conversations,
        *,
        name: str,
        language: str,
        captions: bool,
        told: Callable[[Telling], None],
    ) -> None:
        """*told* is called when a telling has ended, in whatever way. *captions* of what *name*, the
        companion, says go into the channel's chat."""
        self.telling: Telling | None = None
        """What is being told; None while nothing is."""
        self.fault = ""
        """The code of the synthesiser's last error; empty where it works."""
        self.latency: tuple[tuple[str, float], ...] = ()
        """Of the last answer."""
        self._place, self._talks = place, talks
        self._name, self._language, self._captions = name, language, captions
        self._told = told
        self._pausing: set[int] = set()
        self._loop = asyncio.get_running_loop()

    async def announce(self, sentence: str) -> None:
        """Say *sentence*, unless a reply is being told; it can be interrupted like one."""
        speaking = self._talks.companion.parts.synthesizer.synthesize(
            sentence, language=self._language, prosody=Prosody()
        )
        clip = await attempt(Stage.SPEECH, speaking, within=_SPEAKING)
        if isinstance(clip, Degraded):
            self.fault = clip.code
        elif self.telling is None:
            chat = ChatKey(
                messenger=MESSENGER, chat=str(self._place.id), person=str(NOBODY), shared=True
            )
            self.telling = telling = Telling(NOBODY, chat, self._language)
            telling.write(sentence)
            telling.written()
            await telling.speak(clip)
            self._play(telling)
            self._finish(telling)

    async def deliver(self, telling: Telling, event: TurnEvent) -> None:
        """Take what comes of the turn that makes *telling*."""
        if telling is not self.telling:
            return
        match event:
            case Delta(text):
                telling.write(text)
            case Replied():
                telling.written()
                self._write_apart(telling)
            case Spoke(audio):
                await telling.speak(audio)
                self._play(telling)
            case Degraded(stage=Stage.SPEECH, code=code):
                self.fault, telling.unspoken = code, True
            case Cared():
                telling.private = True
            case Failed(code):
                self._place.tell(explain(code, telling.language))
                self._finish(telling)
            case Ended():
                self._finish(telling)

    def pause(self, person: int) -> None:
        """*person* may be interrupting."""
        self._pausing.add(person)
        if call := self._place.call:
            call.pause()

    def resume(self, person: int) -> None:
        """It was nothing, or *person* has left: go on, unless somebody else may be interrupting."""
        if person not in self._pausing:
            return
        self._pausing.discard(person)
        if not self._pausing and (call := self._place.call):
            call.resume()

    async def stop(self) -> None:
        """Fall silent; what was heard of the reply is what is remembered."""
        telling = self.telling
        if telling is None:
            return
        if call := self._place.call:
            call.stop()
        heard = f"{telling.heard}—"
        self._end(telling)
        if self._captions:
            self._caption(telling, heard)
        await self._talks.stop(telling.chat)
        await attempt(Stage.MEMORY, self._amend(telling, heard), within=_KEEPING)

    def _play(self, telling: Telling) -> None:
        if telling.playing or telling is not self.telling:
            return
        self.fault = ""
        call = self._place.call
        if call is None or not call.is_connected():
            telling.unspoken = True
            return
        call.play(telling.playback, after=lambda _: self._tell_over(telling))
        telling.playing = True
        if self._pausing:
            call.pause()

    def _tell_over(self, telling: Telling) -> None:
        with suppress(RuntimeError):  # the program has ended meanwhile
            self._loop.call_soon_threadsafe(self._over, telling)

    def _finish(self, telling: Telling) -> None:
        telling.finish()
        if not telling.playing:
            self._over(telling)

    def _over(self, telling: Telling) -> None:
        """The reply was told, or there is nothing of it to be heard."""
        if telling is not self.telling:
            return
        self._end(telling)
        if telling.unspoken or telling.playback.cut or self._captions:
            self._caption(telling, telling.text)

    def _end(self, telling: Telling) -> None:
        self.telling = None
        self._write_apart(telling)  # who interrupts help gets what there is of it
        self._pausing.clear()
        if telling.person != NOBODY:
            self.latency = telling.latency
        self._told(telling)

    def _write_apart(self, telling: Telling) -> None:
        """Write what is about danger to the person alone, once."""
        if telling.private and telling.text and not telling.apart:
            telling.apart = True
            for_all = self._talks.companion.parts.answers.for_all(telling.language)
            self._place.tell(telling.text, person=telling.person, otherwise=for_all)

    async def _amend(self, telling: Telling, heard: str) -> None:
        store = self._talks.companion.parts.store
        for line in await store.history(telling.chat, limit=_LATEST):
            if line.source == reply_source(telling.id):
                await store.append(telling.chat, replace(line, text=heard))

    def _caption(self, telling: Telling, text: str) -> None:
        if telling.person == NOBODY or telling.private or not text.strip("—"):
            return  # it is written already
        person = None if telling.chat.shared else telling.person
        self._place.tell(f"**{self._name}**: {text}", person=person)

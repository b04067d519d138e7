"""The conversation in a voice channel: who is heard, who is answered, and who may interrupt."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol, Self

import discord
import numpy as np
import structlog

from bot.adapters.discord.voice.address import is_called
from bot.adapters.discord.voice.telling import Telling
from bot.adapters.discord.voice.words import OVERHEARD, SCENE
from bot.conversations import Conversations
from bot.events import (
    Cared,
    ChatKey,
    Degraded,
    Delta,
    Ended,
    Failed,
    Incoming,
    Replied,
    Spoke,
    Stage,
    TurnEvent,
)
from bot.floor import Floor, Move
from bot.optional import attempt
from bot.protocols import reply_source
from config.errors import explain
from config.logs import described
from speech.live.ear import LiveEar
from speech.live.events import Dropped, LiveEvent, Reason, Turn
from speech.protocols import Prosody, Transcript
from speech.samples import Samples

log = structlog.get_logger("maum.discord.voice")

MESSENGER = "discord"
_NOTICE = 0.06
"""Seconds of voice that pause a reply: it is silent within 0.2 s, and goes on after a cough."""
_SOUND = 0.003
"""Loudness from which a frame is more than the silence between words."""
_OVERHEARD = 6
"""Lines of the others that a writer is told."""
_LATELY = 300.0
"""Seconds for which they are."""
_NOBODY = 0
"""Whom an announcement answers."""
_SPEAKING = 30.0
_KEEPING = 5.0
_LATEST = 50
"""Lines among which that of an interrupted reply is looked for."""


class Spend(Protocol):
    """Counts what a person uses."""

    def __call__(self, chat: ChatKey, language: str, /, *, seconds: float) -> str:
        """What to tell them if their day's budget does not suffice, else empty."""
        ...


class Place(Protocol):
    """Where people talk."""

    @property
    def id(self) -> int:
        """The channel's."""
        ...

    @property
    def people(self) -> Mapping[int, str]:
        """Who is there, with their names; no programs."""
        ...

    @property
    def call(self) -> discord.VoiceClient | None:
        """The way out; None while it is broken."""
        ...

    def tell(self, text: str, /, *, person: int | None = None) -> None:
        """Write *text* into the channel's chat, or to *person* alone; neither waits nor fails."""
        ...


@dataclass(eq=False, kw_only=True)
class Guest:
    """Somebody who is heard."""

    id: int
    ear: LiveEar
    floor: Floor = field(default_factory=lambda: Floor(notice=_NOTICE))
    sounded: float = 0.0
    """When their last sound came."""
    included: float = 0.0
    """Until when they are in the conversation without being named."""
    following: asyncio.Task[None] = field(init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Overheard:
    person: int
    """Who knows it: said it, or was told."""
    line: str
    at: float = field(default_factory=time.monotonic)


class Talk:
    """Holds the conversation; an async context manager that leaves nothing running."""

    def __init__(
        self,
        place: Place,
        talks: Conversations,
        *,
        ear: Callable[[], LiveEar],
        names: Collection[str],
        language: str,
        spend: Spend,
        follow_up: float = 15.0,
        captions: bool = False,
    ) -> None:
        """*names* are the companion's. Whoever was answered is listened to for *follow_up* seconds
        without being named. *captions* of both sides go into the channel's chat."""
        self.hearing = ""
        """The code of the transcriber's last error; empty where it works."""
        self.speaking = ""
        """The same of the synthesiser."""
        self.latency: tuple[tuple[str, float], ...] = ()
        """Of the last answer."""
        self._place, self._talks = place, talks
        self._new_ear = ear
        self._names, self._language = names, language
        self._spend = spend
        self._follow_up, self._captions = follow_up, captions
        self._guests: dict[int, Guest] = {}
        self._following: set[asyncio.Task[None]] = set()
        self._telling: Telling | None = None
        self._answering = asyncio.Lock()
        self._pausing: set[int] = set()
        self._overheard: deque[_Overheard] = deque(maxlen=_OVERHEARD)
        self._loop = asyncio.get_running_loop()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for person in list(self._guests):
            self.leaves(person)
        if self._following:
            await asyncio.wait(self._following)
        await self._stop()

    async def announce(self, sentence: str) -> None:
        """Say *sentence* aloud, unless a reply is being told; it can be interrupted like one."""
        speaking = self._talks.companion.parts.synthesizer.synthesize(
            sentence, language=self._language, prosody=Prosody()
        )
        clip = await attempt(Stage.SPEECH, speaking, within=_SPEAKING)
        if isinstance(clip, Degraded):
            self.speaking = clip.code
        elif self._telling is None:
            chat = ChatKey(messenger=MESSENGER, chat=str(self._place.id), person=str(_NOBODY))
            self._telling = telling = Telling(_NOBODY, chat, self._language)
            telling.write(sentence)
            telling.written()
            await telling.speak(clip)
            self._play(telling)
            self._finish(telling)

    def hear(self, person: int, samples: Samples, at: float) -> None:
        """Take sound of *person* (16 kHz mono), that came *at*."""
        guest = self._guests.get(person) or self._welcome(person)
        if np.abs(samples).max(initial=0.0) > _SOUND:
            guest.sounded = at
        guest.ear.feed(samples, at)

    def leaves(self, person: int) -> None:
        """*person* is not heard any more; what they were saying is forgotten."""
        if guest := self._guests.pop(person, None):
            guest.following.cancel()
            self._resume(guest)

    def _welcome(self, person: int) -> Guest:
        self._guests[person] = guest = Guest(id=person, ear=self._new_ear())
        guest.following = asyncio.create_task(self._follow(guest), name="maum-voice-guest")
        self._following.add(guest.following)
        guest.following.add_done_callback(self._following.discard)
        return guest

    async def _follow(self, guest: Guest) -> None:
        try:
            async with guest.ear:
                async for event in guest.ear:
                    await self._take(guest, event)
        except Exception as error:  # of a kind that nobody foresaw; another ear may hear on
            log.error("an ear broke", **described(error))
        if self._guests.get(guest.id) is guest:
            self.leaves(guest.id)

    async def _take(self, guest: Guest, event: LiveEvent) -> None:
        telling = self._telling is not None and self._takes_part(guest)
        said = self._telling.text if self._telling else ""
        moves = guest.floor.follow(event, telling=telling, said=said)
        for move in moves:
            await self._make(move, guest)
        match event:
            case Turn(transcript=transcript) if Move.ANSWER in moves:
                self.hearing = ""
                await self._hear_out(guest, transcript)
            case Dropped(reason=Reason.FAILED, code=code):
                self.hearing = code

    async def _make(self, move: Move, guest: Guest) -> None:
        match move:
            case Move.STOP:
                await self._stop()
            case Move.PAUSE:
                self._pausing.add(guest.id)
                if call := self._place.call:
                    call.pause()
            case Move.RESUME:
                self._resume(guest)

    def _resume(self, guest: Guest) -> None:
        if guest.id not in self._pausing:
            return
        self._pausing.discard(guest.id)
        if not self._pausing and (call := self._place.call):
            call.resume()

    # Who speaks to whom

    def _alone(self, guest: Guest) -> bool:
        return set(self._place.people) <= {guest.id}

    def _takes_part(self, guest: Guest) -> bool:
        """Whether *guest* is in the conversation: who is not may not interrupt by talking."""
        told = self._telling is not None and self._telling.person == guest.id
        return told or self._alone(guest) or time.monotonic() < guest.included

    def _speaks_to_us(self, guest: Guest, text: str) -> bool:
        if is_called(text, self._names):
            return True
        others = [name for one, name in self._place.people.items() if one != guest.id]
        return self._takes_part(guest) and not is_called(text, others)

    async def _hear_out(self, guest: Guest, transcript: Transcript) -> None:
        name = self._place.people.get(guest.id, "")
        if self._captions:
            self._place.tell(f"**{name}**: {transcript.text}")
        if self._speaks_to_us(guest, transcript.text):
            async with self._answering:
                await self._stop()  # whoever else was being answered
                await self._answer(guest, transcript)
        self._overheard.append(_Overheard(person=guest.id, line=f"{name}: {transcript.text}"))

    # Answering

    async def _answer(self, guest: Guest, heard: Transcript) -> None:
        language = heard.language or self._language
        chat = ChatKey(
            messenger=MESSENGER,
            chat=str(self._place.id),
            person=str(guest.id),
            shared=not self._alone(guest),
        )
        telling = Telling(guest.id, chat, language, spoke=guest.sounded)
        incoming = Incoming(
            chat=chat,
            text=heard.text,
            heard=True,
            language=language,
            speak=True,
            scene=self._scene(guest, language),
            id=telling.id,
        )
        if not self._talks.companion.urgent(incoming) and (
            refusal := self._spend(chat, language, seconds=heard.seconds)
        ):
            self._place.tell(refusal)
            return
        self._telling = telling
        try:
            await self._talks.say(incoming, partial(self._deliver, telling))
        except BaseException:
            self._telling = None
            raise

    def _scene(self, guest: Guest, language: str) -> str:
        people = self._place.people
        scene = SCENE[language].format(
            people=", ".join(people.values()), speaker=people.get(guest.id, "?")
        )
        since = time.monotonic() - _LATELY
        lately = [one.line for one in self._overheard if one.at > since and one.person != guest.id]
        if not lately:
            return scene
        return "\n".join([scene, OVERHEARD[language], *lately])

    async def _deliver(self, telling: Telling, event: TurnEvent) -> None:
        if telling is not self._telling:
            return
        match event:
            case Delta(text):
                telling.write(text)
            case Replied(text):
                telling.written()
                if telling.private:
                    self._place.tell(text, person=telling.person)
            case Spoke(audio):
                await telling.speak(audio)
                self._play(telling)
            case Degraded(stage=Stage.SPEECH, code=code):
                self.speaking, telling.unspoken = code, True
            case Cared():
                telling.private = True
            case Failed(code):
                self._place.tell(explain(code, telling.language))
                self._finish(telling)
            case Ended():
                self._finish(telling)

    def _play(self, telling: Telling) -> None:
        if telling.playing or telling is not self._telling:
            return
        self.speaking = ""
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
        if telling is not self._telling:
            return
        self._end(telling)
        if telling.person == _NOBODY or telling.private:
            return
        if telling.unspoken or telling.playback.cut or self._captions:
            self._caption(telling.text)

    def _end(self, telling: Telling) -> None:
        self._telling = None
        self._pausing.clear()
        if telling.person != _NOBODY:
            self.latency = telling.latency
        if guest := self._guests.get(telling.person):
            guest.included = time.monotonic() + self._follow_up
        line = f"{self._name}: {telling.heard or telling.text}"
        self._overheard.append(_Overheard(person=telling.person, line=line))

    async def _stop(self) -> None:
        """Fall silent; what was heard of the reply is what is remembered."""
        telling = self._telling
        if telling is None:
            return
        if call := self._place.call:
            call.stop()
        heard = f"{telling.heard}—"
        self._end(telling)
        if self._captions:
            self._caption(heard)
        await self._talks.stop(telling.chat)
        await attempt(Stage.MEMORY, self._amend(telling, heard), within=_KEEPING)

    async def _amend(self, telling: Telling, heard: str) -> None:
        store = self._talks.companion.parts.store
        for line in await store.history(telling.chat, limit=_LATEST):
            if line.source == reply_source(telling.id):
                await store.append(telling.chat, replace(line, text=heard))

    def _caption(self, text: str) -> None:
        if text.strip("—"):
            self._place.tell(f"**{self._name}**: {text}")

    @property
    def _name(self) -> str:
        return next(iter(self._names), "")

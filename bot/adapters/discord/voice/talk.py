"""The conversation in a voice channel: who is heard, who is answered, and who may interrupt."""

import asyncio
import time
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Self
from uuid import uuid4

import numpy as np
import structlog

from bot.adapters.discord.voice.address import is_called
from bot.adapters.discord.voice.mouth import MESSENGER, NOBODY, Mouth
from bot.adapters.discord.voice.opus import RATE
from bot.adapters.discord.voice.overheard import Overheard
from bot.adapters.discord.voice.place import Place, Spend
from bot.adapters.discord.voice.receiver import Sound
from bot.adapters.discord.voice.telling import Telling
from bot.conversations import Conversations
from bot.events import ChatKey, Incoming
from bot.floor import Floor, Move
from config.errors import SpeechError
from config.logs import described
from speech.live.ear import LiveEar
from speech.live.events import Dropped, LiveEvent, Reason, Turn
from speech.protocols import Transcript

log = structlog.get_logger("maum.discord.voice")

_NOTICE = 0.06
"""Seconds of voice that pause a reply: it is silent within 0.2 s, and goes on after a cough."""
_LOUD = 0.003
"""Loudness from which a sample is more than the silence between words."""


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
        self._place, self._talks = place, talks
        self._new_ear = ear
        self._names, self._language = names, language
        self._name = next(iter(names), "")
        self._spend = spend
        self._follow_up, self._captions = follow_up, captions
        self._guests: dict[int, Guest] = {}
        self._interrupters: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._answering = asyncio.Lock()
        self._overheard = Overheard()
        self.mouth = Mouth(
            place,
            talks,
            name=self._name,
            language=language,
            captions=captions,
            told=self._after,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for person in list(self._guests):
            self.leaves(person)
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self.mouth.stop()

    async def prepare(self) -> None:
        """Load what hears before anybody speaks; never fails."""
        try:
            await self._new_ear().prepare()
        except SpeechError as error:
            self.hearing = error.code
        except Exception as error:  # as below
            log.error("an ear could not be prepared", **described(error))

    def hear(self, person: int, sound: Sound) -> None:
        """Take *sound* of *person*."""
        guest = self._guests.get(person) or self._welcome(person)
        may_interrupt = self.mouth.telling is not None and self._takes_part(guest)
        (self._interrupters.add if may_interrupt else self._interrupters.discard)(person)
        loud = np.flatnonzero(np.abs(sound.samples) > _LOUD)
        if loud.size:
            guest.sounded = sound.at - (len(sound.samples) - int(loud[-1])) / RATE
        guest.ear.feed(sound.samples, sound.at, last=sound.last)

    def may_interrupt(self, person: int) -> bool:
        """Whether *person* could when they were last heard; from any thread."""
        return person in self._interrupters

    def leaves(self, person: int) -> None:
        """*person* is not heard any more; what they were saying is forgotten."""
        if guest := self._guests.pop(person, None):
            guest.following.cancel()
            self.mouth.resume(guest.id)

    async def forget(self, people: Collection[int]) -> None:
        """Say and keep nothing more of what *people* said or were told."""
        if (telling := self.mouth.telling) and telling.person in people:
            await self.mouth.stop()
        self._overheard.forget(people)

    def look(self) -> None:
        """Somebody came or went; what was for one person alone is not told before others."""
        telling = self.mouth.telling
        if telling and not telling.chat.shared and not self._alone(telling.person):
            self._start(self.mouth.stop(), name="maum-voice-hush")

    def _welcome(self, person: int) -> Guest:
        self._guests[person] = guest = Guest(id=person, ear=self._new_ear())
        guest.following = self._start(self._follow(guest), name="maum-voice-guest")
        return guest

    def _start(self, work: Coroutine[Any, Any, None], *, name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

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
        telling = self.mouth.telling
        moves = guest.floor.follow(
            event,
            telling=telling is not None and self._takes_part(guest),
            said=telling.text if telling else "",
        )
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
                await self.mouth.stop()
            case Move.PAUSE:
                self.mouth.pause(guest.id)
            case Move.RESUME:
                self.mouth.resume(guest.id)

    # Who speaks to whom

    def _alone(self, person: int) -> bool:
        return set(self._place.people) <= {person}

    def _takes_part(self, guest: Guest) -> bool:
        """Whether *guest* is in the conversation: who is not may not interrupt by talking."""
        telling = self.mouth.telling
        told = telling is not None and telling.person == guest.id
        return told or self._alone(guest.id) or time.monotonic() < guest.included

    def _speaks_to_us(self, guest: Guest, text: str) -> bool:
        if is_called(text, self._names):
            return True
        others = [name for one, name in self._place.people.items() if one != guest.id]
        return self._takes_part(guest) and not is_called(text, others)

    def _chat(self, person: int) -> ChatKey:
        """What somebody says alone is another conversation than what they say before others.

        Where captions are written, others may read them.
        """
        shared, channel = self._captions or not self._alone(person), str(self._place.id)
        chat = channel if shared else f"{channel}/alone"
        return ChatKey(messenger=MESSENGER, chat=chat, person=str(person), shared=shared)

    # Answering

    async def _hear_out(self, guest: Guest, transcript: Transcript) -> None:
        name, people = self._place.people.get(guest.id, ""), self._place.people
        said = Incoming(chat=self._chat(guest.id), text=transcript.text)
        urgent = await self._talks.companion.needs_care(said)
        if self._captions and not urgent:
            self._place.tell(f"**{name}**: {transcript.text}")
        if self._speaks_to_us(guest, transcript.text):
            async with self._answering:
                await self.mouth.stop()  # whoever else was being answered
                await self._answer(guest, transcript, urgent=urgent)
        if not urgent:
            self._overheard.note(guest.id, name, transcript.text, among=people)

    def _incoming(self, guest: Guest, heard: Transcript) -> Incoming:
        language = heard.language or self._language
        return Incoming(
            chat=self._chat(guest.id),
            text=heard.text,
            heard=True,
            language=language,
            speak=True,
            scene=self._overheard.scene(language, self._place.people, guest.id),
            id=uuid4().hex,
        )

    async def _answer(self, guest: Guest, heard: Transcript, *, urgent: bool) -> None:
        incoming = self._incoming(guest, heard)
        chat, language = incoming.chat, incoming.language
        if not urgent and (refusal := self._spend(chat, language, seconds=heard.seconds)):
            self._place.tell(refusal)
            return
        telling = Telling(guest.id, chat, language, id_=incoming.id, spoke=guest.sounded)
        self.mouth.telling = telling
        try:
            await self._talks.say(incoming, partial(self.mouth.deliver, telling))
        except BaseException:
            self.mouth.telling = None
            raise

    def _after(self, telling: Telling) -> None:
        """*telling* has ended: whom it answered is in the conversation, and the others heard it."""
        if guest := self._guests.get(telling.person):
            guest.included = time.monotonic() + self._follow_up
        if telling.person != NOBODY and not telling.private:
            text, people = telling.heard or telling.text, self._place.people
            self._overheard.note(telling.person, self._name, text, among=people)

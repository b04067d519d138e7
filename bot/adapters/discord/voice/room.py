"""One voice channel in which the companion is: entering, staying, leaving."""

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import partial

import aiohttp
import discord
import structlog

from bot.adapters.discord.voice import CallStatus
from bot.adapters.discord.voice.client import Ears, HearingClient
from bot.adapters.discord.voice.consent import Consent
from bot.adapters.discord.voice.manners import Manners
from bot.adapters.discord.voice.notes import Channel, Note, Notes
from bot.adapters.discord.voice.opus import load_opus
from bot.adapters.discord.voice.place import Spend
from bot.adapters.discord.voice.receiver import Sound
from bot.adapters.discord.voice.talk import Talk
from bot.adapters.discord.voice.watchdog import Verdict, Watchdog
from bot.adapters.discord.voice.words import GIVEN_UP, GREETING, NEWCOMER, NOTICE
from bot.conversations import Conversations
from config.errors import CallFailed, explain
from config.logs import described
from speech.live import endpointing
from speech.live.ear import LiveEar

log = structlog.get_logger("maum.discord.voice")

_BROKEN = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""What the library raises where Discord refuses, or is not to be reached."""
_CONNECTING = 30.0
_LEAVING = 2.0
_SEALING, _SOON = 5.0, 0.05
"""Seconds that the agreement on keys may take, and between two looks at it."""


class Room:
    """A call, entered anew where it breaks, with the conversation in it."""

    def __init__(
        self,
        channel: Channel,
        talks: Conversations,
        *,
        ear: Callable[[], LiveEar],
        admits: Callable[[discord.Member], bool],
        consent: Consent,
        spend: Spend,
        manners: Manners,
        over: Callable[["Room"], None],
    ) -> None:
        """*over* is told when the room has been left for whatever reason."""
        self._channel = channel
        self._admits, self._consent, self._manners = admits, consent, manners
        self._tell_over = over
        self._call: HearingClient | None = None
        self._heard: frozenset[int] = frozenset()
        self._informed: set[int] = set()
        self._rejoined = 0
        self._over = asyncio.Event()
        self._notes = Notes(lambda: self.channel)
        self._loop = asyncio.get_running_loop()
        name = talks.companion.persona.name
        self._name = name[manners.language]
        self._talk = Talk(
            self,
            talks,
            ear=ear,
            names=(name.ko, name.en),
            language=manners.language,
            spend=spend,
            follow_up=manners.follow_up,
            captions=manners.captions,
        )
        self._life: asyncio.Task[None] | None = None

    # What a talk wants of its place

    @property
    def id(self) -> int:
        """The channel's."""
        return self.channel.id

    @property
    def people(self) -> Mapping[int, str]:
        """Who is there, with their names; no programs."""
        # A member whom the library does not know is somebody all the same.
        here = {id_: self.channel.guild.get_member(id_) for id_ in self.channel.voice_states}
        return {
            id_: one.display_name if one else "?"
            for id_, one in here.items()
            if not (one and one.bot)
        }

    @property
    def call(self) -> HearingClient | None:
        """The way in and out; None while it is broken."""
        return self._call

    def tell(self, text: str, /, *, person: int | None = None, otherwise: str = "") -> None:
        """Write *text* into the channel's chat, or to *person* alone; neither waits nor fails."""
        self._notes.tell(Note(text, person, otherwise))

    # Life

    @property
    def channel(self) -> Channel:
        """Where it is now."""
        return self._channel

    @property
    def status(self) -> CallStatus:
        """How it is doing."""
        call, counts = self._call, self._call.receiver.counts if self._call else None
        last, voice = counts.last if counts else None, self.channel.guild.me.voice
        return CallStatus(
            channel=self.id,
            connected=call is not None and call.healthy,
            encrypted=call is not None and call.encrypted,
            deafened=voice is not None and voice.deaf,
            muted=voice is not None and (voice.mute or voice.suppress),
            listening_to=len(self._heard & self.people.keys()),
            frames=counts.heard if counts else 0,
            last_frame=None if last is None else time.monotonic() - last,
            unopened=counts.unopened if counts else 0,
            lost=counts.lost if counts else 0,
            rejoined=self._rejoined,
            hearing=self._talk.hearing,
            speaking=self._talk.mouth.fault,
            by_pause=endpointing.broken(),
            latency=self._talk.mouth.latency,
        )

    async def enter(self) -> None:
        """Connect, and begin to listen; raises `CallFailed`."""
        self._informed |= self.people.keys()  # by the notice
        await self._connect()
        self._life = asyncio.create_task(self._live(), name="maum-voice-room")

    async def leave(self) -> None:
        """Say nothing more, hear nothing more, go; returns when that is done."""
        self._over.set()
        if self._life and self._life is not asyncio.current_task():
            await asyncio.wait([self._life])

    async def forget(self, people: Collection[int]) -> None:
        """Say and keep nothing more of what *people* said or were told."""
        await self._talk.forget(people)

    def look(self) -> None:
        """Somebody came, went, or changed their mind about being heard."""
        here = self.people
        heard = frozenset(
            one.id
            for one in self.channel.members
            if not one.bot and self._admits(one) and self._consent.hears(one.id)
        )
        for person in self._heard - heard:
            self._talk.leaves(person)
        self._heard = heard
        self._talk.look()
        words = NEWCOMER[self._manners.language]
        for person in heard - self._informed:
            self.tell(words.format(person=here[person], name=self._name))
        self._informed |= heard

    async def _live(self) -> None:
        try:
            async with self._talk, asyncio.TaskGroup() as tasks:
                work = [
                    tasks.create_task(one)
                    for one in (
                        self._watch(),
                        self._notes.run(),
                        self._greet(),
                        self._talk.prepare(),
                    )
                ]
                await self._over.wait()
                for task in work:
                    task.cancel()
        except Exception as error:
            log.error("a call broke", **described(error))
        finally:
            await self._hang_up()
            self._tell_over(self)

    # The connection

    async def _connect(self) -> None:
        await asyncio.to_thread(load_opus)
        ears = Ears(
            sink=self._hear,
            heard=lambda person: person in self._heard,
            urgent=self._talk.may_interrupt,
            ended=self._over.set,
            moved=self._moved,
        )
        try:
            self._call = await self.channel.connect(
                cls=partial(HearingClient, ears=ears), self_deaf=False, timeout=_CONNECTING
            )
        except _BROKEN as error:
            raise CallFailed("the voice channel could not be entered") from error
        except asyncio.CancelledError:
            # discord.py lets go of nothing then.
            if isinstance(half := self.channel.guild.voice_client, HearingClient):
                half.cleanup()
            raise
        self.look()
        if isinstance(self.channel, discord.StageChannel):
            # Who enters a stage is its audience, and not heard.
            with suppress(*_BROKEN):
                await self.channel.guild.me.request_to_speak()

    async def _hang_up(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            with suppress(*_BROKEN):
                async with asyncio.timeout(_LEAVING):
                    await call.disconnect(force=True)
            call.cleanup()

    def _hear(self, person: int, sound: Sound) -> None:
        with suppress(RuntimeError):  # the program has ended meanwhile
            self._loop.call_soon_threadsafe(self._take, person, sound)

    def _take(self, person: int, sound: Sound) -> None:
        if person in self._heard and not self._over.is_set():
            self._talk.hear(person, sound)

    def _moved(self) -> None:
        if self._call is not None:
            self._channel = self._call.channel
            self._informed |= self.people.keys()
            self.look()
            self.tell(NOTICE[self._manners.language].format(name=self._name))

    async def _watch(self) -> None:
        """Leave when alone; enter anew where the connection is broken and nobody mends it."""
        manners = self._manners
        watchdog = Watchdog(time.monotonic(), grace=manners.grace, patience=manners.patience)
        while not self._over.is_set():
            await asyncio.sleep(manners.tick)
            self._renew()
            verdict = watchdog.look(
                time.monotonic(), alone=not self.people, well=self._is_well, dead=self._is_dead
            )
            match verdict:
                case Verdict.LEAVE:
                    self._over.set()
                case Verdict.ENTER:
                    await self._enter_anew(watchdog)

    def _renew(self) -> None:
        """Know who is there even if nobody has told: in a new session with Discord, discord.py makes
        all its objects anew, and who came or went before it is no event."""
        known = self._call.client.get_channel(self.id) if self._call else None
        if isinstance(known, discord.VoiceChannel | discord.StageChannel):
            self._channel = known
        self.look()

    @property
    def _is_well(self) -> bool:
        return self._call is not None and self._call.healthy and not self._is_dead

    @property
    def _is_dead(self) -> bool:
        """Whether discord.py has given the call up, or forgotten it."""
        call = self._call
        return call is None or call.state.abandoned or self.channel.guild.voice_client is not call

    async def _enter_anew(self, watchdog: Watchdog) -> None:
        await self._hang_up()
        try:
            await self._connect()
        except CallFailed as error:
            log.warning("a call could not be entered anew", code=error.code)
            if watchdog.failed(time.monotonic(), error):
                await self._give_up(error)
        else:
            watchdog.entered(time.monotonic())
            self._rejoined += 1
            log.info("a call was entered anew")

    async def _give_up(self, error: CallFailed) -> None:
        words = GIVEN_UP[self._manners.language]
        told = words.format(reason=explain(error.code, self._manners.language))
        with suppress(TimeoutError):
            async with asyncio.timeout(_LEAVING):
                await self._notes.write(Note(told))
        self._over.set()

    # What it says by itself

    async def _greet(self) -> None:
        language = self._manners.language
        self.tell(NOTICE[language].format(name=self._name))
        await self._sealed()
        await self._talk.mouth.announce(GREETING[language].format(name=self._name))

    async def _sealed(self) -> None:
        """Return when people can hear: before keys are agreed on, their programs drop what comes."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_SEALING):
                while (call := self._call) and call.awaits_keys:  # noqa: ASYNC110
                    await asyncio.sleep(_SOON)

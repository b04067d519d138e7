"""What is said in a call, as sound, speaker by speaker.

All of it is done on the thread that reads the socket, some packets at a time: a packet takes about
0.1 ms, and waking another thread for it would take as long. No packet, whatever is in it, ends it.
"""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import structlog

from bot.adapters.discord.voice.jitter import Break, Hole, Jitter, Step, Whole
from bot.adapters.discord.voice.opus import Decoder
from bot.adapters.discord.voice.rtp import SILENCE, Packet, opened, parse
from bot.adapters.discord.voice.sealing import Keys, Seals
from config.logs import described
from speech.samples import Samples

log = structlog.get_logger("maum.discord.voice")

_UNOWNED = 50
"""Frames kept of a stream that nobody owns yet: a second."""
_STRANGERS = 32
"""Such streams."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What a person said since the last one."""

    samples: Samples
    """16 kHz, mono."""
    at: float
    """When its end came, on the clock of ``time.monotonic``."""
    last: bool
    """Whether their program says that it sends nothing more for now."""


Sink: TypeAlias = Callable[[int, Sound], None]
"""Takes the sound of a person."""


@dataclass(slots=True)
class Counts:
    """What came so far, in frames."""

    heard: int = 0
    lost: int = 0
    late: int = 0
    unopened: int = 0
    """What no key opened, or what was no Opus."""
    unopened_in_a_row: int = 0
    last: float | None = None
    """When the last frame was heard, on the clock of ``time.monotonic``."""


@dataclass(slots=True)
class _Stream:
    jitter: Jitter = field(default_factory=Jitter)
    decoder: Decoder = field(default_factory=Decoder)
    unowned: deque[tuple[int, bytes, float]] = field(default_factory=lambda: deque(maxlen=_UNOWNED))


class Receiver:
    """Hears one call until closed; thread-safe."""

    def __init__(self, keys: Keys, sink: Sink, *, heard: Callable[[int], bool]) -> None:
        """*heard* says whether a person is to be heard: the frames of anybody else are dropped
        before they are opened. Both are called on whatever thread calls the receiver."""
        self.counts = Counts()
        self._keys = keys
        self._sink = sink
        self._heard = heard
        self._seals = Seals(keys, heard)
        self._streams: dict[int, _Stream] = {}
        self._sounds: defaultdict[int, list[Samples]] = defaultdict(list)
        self._resting: set[int] = set()
        self._closed = False
        self._lock = threading.Lock()

    def take(self, data: bytes) -> None:
        """Take what came over the socket; `settle` tells what is in it."""
        packet = parse(data)
        if packet is None:
            return
        with self._lock:
            try:
                self._hear(packet, time.monotonic())
            except Exception as error:  # of a kind that nobody foresaw; the next one may be fine
                self._unopened()
                log.error("a packet broke the receiver", **described(error))

    def settle(self) -> bool:
        """Tell what was said, and give up what it has waited for; whether it waits for more."""
        with self._lock:
            try:
                self._give_up(time.monotonic())
                self._tell()
            except Exception as error:  # as above: the thread has to go on
                log.error("what was heard could not be told", **described(error))
            return any(stream.jitter.due is not None for stream in self._streams.values())

    def owns(self, person: int, ssrc: int) -> None:
        """The server says that *ssrc* is the stream of *person*."""
        with self._lock:
            if self._seals.owner(ssrc) not in {None, person}:
                self._streams.pop(ssrc, None)
            self._seals.owns(person, ssrc)
            self._replay(ssrc)
            self._tell()

    def gone(self, person: int) -> None:
        """*person* has left."""
        with self._lock:
            self._resting.discard(person)
            for ssrc in self._seals.gone(person):
                self._streams.pop(ssrc, None)

    def anew(self) -> None:
        """It is another call: no stream is what it was."""
        with self._lock:
            self._seals.clear()
            self._streams.clear()

    def close(self) -> None:
        """Hear nothing more; nothing is told once this returns."""
        with self._lock:
            self._closed = True

    def _give_up(self, now: float) -> None:
        for ssrc, stream in self._streams.items():
            if (person := self._seals.owner(ssrc)) is not None:
                self._listen(person, stream, stream.jitter.overdue(now), now)

    def _tell(self) -> None:
        sounds, self._sounds = self._sounds, defaultdict(list)
        for person, parts in sounds.items():
            if not self._closed:
                sound = Sound(
                    samples=np.concatenate(parts),
                    at=self.counts.last or 0.0,
                    last=person in self._resting,
                )
                self._sink(person, sound)

    def _replay(self, ssrc: int) -> None:
        """Hear what came of the stream before it was known whose it is."""
        person, stream = self._seals.owner(ssrc), self._streams.get(ssrc)
        if person is None or stream is None:
            return
        held, stream.unowned = stream.unowned, deque(maxlen=_UNOWNED)
        if not self._heard(person):
            return
        for sequence, frame, at in held:
            self._place(person, stream, sequence, self._seals.open(person, frame), at)

    def _hear(self, packet: Packet, now: float) -> None:
        person = self._seals.owner(packet.ssrc)
        if person is not None and not self._heard(person):
            self._streams.pop(packet.ssrc, None)
            return
        frame = opened(packet, self._key())
        if frame is None:
            self._unopened()
            return
        stream = self._stream(packet.ssrc)
        if not stream.jitter.wants(packet.sequence):
            self.counts.late += 1
        elif person is not None:
            self._place(person, stream, packet.sequence, self._seals.open(person, frame), now)
        elif (clear := self._seals.find(packet.ssrc, frame)) is not None:
            self._replay(packet.ssrc)
            owner = self._seals.owner(packet.ssrc)
            assert owner is not None, "its seal says whose it is"
            self._place(owner, stream, packet.sequence, clear, now)
        else:
            stream.unowned.append((packet.sequence, frame, now))

    def _key(self) -> bytes:
        try:
            return bytes(self._keys.secret_key)
        except TypeError:
            return b""  # there is none yet

    def _stream(self, ssrc: int) -> _Stream:
        if ssrc not in self._streams:
            strangers = [one for one in self._streams if self._seals.owner(one) is None]
            if len(strangers) >= _STRANGERS:
                del self._streams[strangers[0]]
            self._streams[ssrc] = _Stream()
        return self._streams[ssrc]

    def _place(
        self, person: int, stream: _Stream, sequence: int, frame: bytes | None, at: float
    ) -> None:
        if frame is None:
            self._unopened()
            return
        self.counts.unopened_in_a_row = 0
        self._listen(person, stream, stream.jitter.push(sequence, frame, at), at)

    def _unopened(self) -> None:
        self.counts.unopened += 1
        self.counts.unopened_in_a_row += 1

    def _listen(self, person: int, stream: _Stream, steps: Iterable[Step], at: float) -> None:
        for step in steps:
            samples: Samples | None = None
            match step:
                case Whole(frame):
                    (self._resting.add if frame == SILENCE else self._resting.discard)(person)
                    samples = stream.decoder.sound(frame)
                    self.counts.unopened += samples is None
                    self.counts.heard += samples is not None
                case Hole(after):
                    samples = stream.decoder.concealed(after)
                    self.counts.lost += 1
                case Break():
                    stream.decoder = Decoder()
            if samples is not None:
                self.counts.last = at
                self._sounds[person].append(samples)

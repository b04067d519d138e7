"""What is said in a call, as sound, speaker by speaker.

All of it is done on the thread that reads the socket, some packets at a time: a packet takes about
0.1 ms, and waking another thread for it would take as long. What may wait gathers, as packets cost
half as much by the dozen. No packet, whatever is in it, ends it.
"""

import threading
import time
from collections import deque
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
_BEGINNING = 0.3
"""Seconds from which on speech may wait: who begins may be interrupting. Who has sent nothing for as
long begins anew."""
_GATHERED, _GATHERING = 8, 0.2
"""Packets that gather where nothing is urgent, and the seconds that they may take."""


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
class _Stretch:
    """Speech without a break; all times are seconds on one clock."""

    began: float
    latest: float

    def begins(self, now: float) -> bool:
        return now - self.began < _BEGINNING

    def breaks(self, at: float) -> bool:
        """Whether what came then is another stretch."""
        return at - self.latest >= _BEGINNING


@dataclass(slots=True)
class _Stream:
    jitter: Jitter = field(default_factory=Jitter)
    decoder: Decoder = field(default_factory=Decoder)
    unowned: deque[tuple[int, bytes, float]] = field(default_factory=lambda: deque(maxlen=_UNOWNED))


class Receiver:
    """Hears one call until closed; thread-safe."""

    def __init__(
        self,
        keys: Keys,
        sink: Sink,
        *,
        heard: Callable[[int], bool],
        urgent: Callable[[int], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """*heard* says whether a person is to be heard: the frames of anybody else are dropped
        before they are opened. *urgent*: whether what a person says may not wait. All three are
        called on whatever thread calls the receiver."""
        self.counts = Counts()
        self.begins = False
        """Whether somebody has just begun to speak; as of the last `settle`."""
        self._keys = keys
        self._sink = sink
        self._heard, self._urgent = heard, urgent
        self._clock = clock
        self._seals = Seals(keys, heard)
        self._streams: dict[int, _Stream] = {}
        self._waiting: dict[int, list[tuple[Packet, float]]] = {}
        """Packets by streams, with the time when each came."""
        self._sounds: dict[int, list[tuple[Samples, float]]] = {}
        self._stretches: dict[int, _Stretch] = {}
        """Of those who are sending."""
        self._closed = False
        self._lock = threading.Lock()

    def take(self, data: bytes) -> None:
        """Take what came over the socket; `settle` tells what is in it."""
        packet = parse(data)
        if packet is None:
            return
        with self._lock:
            self._waiting.setdefault(packet.ssrc, []).append((packet, self._clock()))

    def settle(self, *, gathering: bool) -> bool:
        """Tell what was said, and give up what it has waited for; whether something waits still.

        *gathering*: what is not urgent may wait for more of it.
        """
        now = self._clock()
        with self._lock:
            try:
                due = [one for one in self._waiting if not gathering or self._is_due(one, now)]
                for ssrc in due:
                    for packet, at in self._waiting.pop(ssrc):
                        self._try(packet, at)
                self._give_up(now)
                self._tell()
            except Exception as error:  # of a kind that nobody foresaw: the thread has to go on
                log.error("what was heard could not be told", **described(error))
            self.begins = any(one.begins(now) for one in self._stretches.values())
            waits = any(stream.jitter.due is not None for stream in self._streams.values())
            return waits or bool(self._waiting)

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
            self._stretches.pop(person, None)
            for ssrc in self._seals.gone(person):
                self._streams.pop(ssrc, None)

    def anew(self) -> None:
        """It is another call: no stream is what it was."""
        with self._lock:
            self._seals.clear()
            self._streams.clear()
            self._waiting.clear()
            self._stretches.clear()

    def close(self) -> None:
        """Hear nothing more; nothing is told once this returns."""
        with self._lock:
            self._closed = True

    def _give_up(self, now: float) -> None:
        for ssrc, stream in self._streams.items():
            if (person := self._seals.owner(ssrc)) is not None:
                self._listen(person, stream, stream.jitter.overdue(now), now)

    def _is_due(self, ssrc: int, now: float) -> bool:
        """Whether what came of the stream may not gather any longer."""
        person, stream = self._seals.owner(ssrc), self._streams.get(ssrc)
        if person is None or stream is None or stream.jitter.due is not None:
            return True
        stretch, waiting = self._stretches.get(person), self._waiting[ssrc]
        first = waiting[0][1]
        if stretch is None or stretch.breaks(first) or stretch.begins(now) or self._urgent(person):
            return True
        return len(waiting) >= _GATHERED or now - first >= _GATHERING

    def _tell(self) -> None:
        sounds, self._sounds = self._sounds, {}
        for person, parts in sounds.items():
            if not self._closed:
                samples, at = np.concatenate([one for one, _ in parts]), parts[-1][1]
                is_last = person not in self._stretches
                self._sink(person, Sound(samples=samples, at=at, last=is_last))

    def _try(self, packet: Packet, at: float) -> None:
        try:
            self._hear(packet, at)
        except Exception as error:  # as above; the next one may be fine
            self._unopened()
            log.error("a packet broke the receiver", **described(error))

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
                    self._follow(person, frame, at)
                    samples = stream.decoder.sound(frame)
                    self.counts.unopened += samples is None
                    self.counts.heard += samples is not None
                case Hole(after):
                    samples = stream.decoder.concealed(after)
                    self.counts.lost += 1
                case Break():
                    stream.decoder = Decoder()
            if samples is not None:
                self.counts.last = max(at, self.counts.last or at)
                self._sounds.setdefault(person, []).append((samples, at))

    def _follow(self, person: int, frame: bytes, at: float) -> None:
        stretch = self._stretches.get(person)
        if frame == SILENCE:
            self._stretches.pop(person, None)
        elif stretch is None or stretch.breaks(at):
            self._stretches[person] = _Stretch(at, at)
        else:
            stretch.latest = at

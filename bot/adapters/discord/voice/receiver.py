"""What is said in a call, as sound, speaker by speaker.

The library's thread that reads the socket only hands packets over; one thread of its own opens,
orders and decodes them, about 0.2 ms each. No packet, whatever is in it, ends either.
"""

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

import structlog

from bot.adapters.discord.voice.jitter import Break, Hole, Jitter, Step, Whole
from bot.adapters.discord.voice.opus import Decoder
from bot.adapters.discord.voice.rtp import Packet, opened, parse
from bot.adapters.discord.voice.sealing import Keys, Seals
from config.logs import described
from speech.samples import Samples

log = structlog.get_logger("maum.discord.voice")

_WAITING = 2_000
"""Packets that may wait for the thread: 40 s of one speaker."""
_UNOWNED = 50
"""Frames kept of a stream that nobody owns yet: a second."""
_STRANGERS = 32
"""Such streams."""

Sink: TypeAlias = Callable[[int, Samples, float], None]
"""Takes a person's sound (16 kHz mono) and when it came, in seconds of ``time.monotonic``."""


@dataclass(slots=True)
class Counts:
    """What came so far, in frames."""

    heard: int = 0
    lost: int = 0
    late: int = 0
    unopened: int = 0
    """What no key opened, or what was no Opus."""
    unopened_in_a_row: int = 0
    garbage: int = 0
    """Packets that the server never sealed."""
    overrun: int = 0
    """Packets for which there was no time."""
    last: float | None = None
    """When the last frame was heard, on the clock of ``time.monotonic``."""


@dataclass(slots=True)
class _Stream:
    jitter: Jitter = field(default_factory=Jitter)
    decoder: Decoder = field(default_factory=Decoder)
    unowned: deque[tuple[int, bytes, float]] = field(default_factory=lambda: deque(maxlen=_UNOWNED))


class Receiver:
    """Hears one call until closed. *sink* is called on the thread of the receiver."""

    def __init__(self, keys: Keys, sink: Sink, *, heard: Callable[[int], bool]) -> None:
        """*heard* says whether a person is to be heard: the frames of anybody else are dropped
        before they are opened. It is called on the receiver's thread."""
        self.counts = Counts()
        self._keys = keys
        self._sink = sink
        self._heard = heard
        self._seals = Seals(keys, heard)
        self._streams: dict[int, _Stream] = {}
        self._work: queue.Queue[Callable[[], None] | None] = queue.Queue(maxsize=_WAITING)
        self._thread = threading.Thread(target=self._run, name="maum-voice", daemon=True)
        self._thread.start()

    def take(self, data: bytes) -> None:
        """Take what came over the socket; from any thread."""
        if packet := parse(data):
            now = time.monotonic()
            self._put(lambda: self._hear(packet, now))

    def owns(self, person: int, ssrc: int) -> None:
        """The server says that *ssrc* is the stream of *person*."""
        self._put(lambda: self._owns(person, ssrc))

    def gone(self, person: int) -> None:
        """*person* has left."""
        self._put(lambda: self._forget(self._seals.gone(person)))

    def anew(self) -> None:
        """It is another call: no stream is what it was."""
        self._put(self._anew)

    def close(self) -> None:
        """Hear nothing more; returns when the thread has ended, at once."""
        while self._thread.is_alive():
            try:
                self._work.put_nowait(None)
                self._thread.join()
            except queue.Full:
                self._discard()

    def _put(self, work: Callable[[], None]) -> None:
        try:
            self._work.put_nowait(work)
        except queue.Full:
            self.counts.overrun += 1

    def _discard(self) -> None:
        try:
            while True:
                self._work.get_nowait()
        except queue.Empty:
            pass

    def _run(self) -> None:
        while True:
            try:
                work = self._work.get(timeout=self._patience())
            except queue.Empty:
                work = self._release
            if work is None:
                return
            try:
                work()
            except Exception as error:  # of a kind that nobody foresaw; the next packet may be fine
                self.counts.unopened += 1
                log.error("a packet broke the receiver", **described(error))

    def _patience(self) -> float | None:
        due = [at for stream in self._streams.values() if (at := stream.jitter.due) is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _release(self) -> None:
        now = time.monotonic()
        for ssrc, stream in list(self._streams.items()):
            if (person := self._seals.owner(ssrc)) is not None:
                self._tell(person, stream, stream.jitter.overdue(now), now)

    def _anew(self) -> None:
        self._seals.clear()
        self._streams.clear()

    def _forget(self, streams: Iterable[int]) -> None:
        for ssrc in streams:
            self._streams.pop(ssrc, None)

    def _owns(self, person: int, ssrc: int) -> None:
        if self._seals.owner(ssrc) not in {None, person}:
            self._streams.pop(ssrc, None)
        self._seals.owns(person, ssrc)
        self._replay(ssrc)

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
            self.counts.garbage += 1
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
            self.counts.unopened += 1
            self.counts.unopened_in_a_row += 1
            return
        self.counts.unopened_in_a_row = 0
        self._tell(person, stream, stream.jitter.push(sequence, frame, at), at)

    def _tell(self, person: int, stream: _Stream, steps: Iterable[Step], at: float) -> None:
        for step in steps:
            samples: Samples | None = None
            match step:
                case Whole(frame):
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
                self._sink(person, samples, at)

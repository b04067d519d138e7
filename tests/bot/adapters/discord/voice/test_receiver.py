"""When what came over the socket is told: at once, or gathered."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest
from discord import opus
from nacl.secret import Aead

from bot.adapters.discord.voice.opus import FRAME, load_opus
from bot.adapters.discord.voice.receiver import Receiver, Sound
from bot.adapters.discord.voice.rtp import SILENCE

MINA, JUN = 1, 2
KEY = bytes(range(32))
BREATH = 0.05


@dataclass
class Plain:
    """The keys of a call in which nothing is sealed between people."""

    secret_key: bytes = KEY
    dave_session: None = None
    dave_protocol_version: int = 0


@dataclass
class Call:
    """A receiver at the end of streams, whose numbers are those of their owners."""

    now: float = 100.0
    urgent: set[int] = field(default_factory=set)
    told: list[tuple[int, Sound]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.receiver = Receiver(
            Plain(),
            lambda person, sound: self.told.append((person, sound)),
            heard=lambda _: True,
            urgent=lambda person: person in self.urgent,
            clock=lambda: self.now,
        )
        for person in (MINA, JUN):
            self.receiver.owns(person, person)
        self.gathering = True
        self._numbers = {MINA: count(), JUN: count(500)}
        load_opus()
        self._frame = opus.Encoder().encode(bytes(3840), 960)

    def sends(self, person: int, frames: int, *, last: bool = False, skipped: int = 0) -> None:
        for _ in range(skipped):
            next(self._numbers[person])
        for frame in [self._frame] * frames + [SILENCE] * last:
            self.receiver.take(sealed(person, next(self._numbers[person]), frame))

    def passes(self, seconds: float) -> bool:
        """Whether something waits then."""
        self.now += seconds
        return self.receiver.settle(gathering=self.gathering)

    def frames(self) -> list[tuple[int, int, bool]]:
        """Who was told to say how many frames since the last time, and whether these were the last."""
        told, self.told = self.told, []
        return [(person, len(sound.samples) // FRAME, sound.last) for person, sound in told]


def sealed(ssrc: int, sequence: int, frame: bytes) -> bytes:
    header = struct.pack(">BBHII", 0x80, 0x78, sequence, 960 * sequence, ssrc)
    nonce = struct.pack(">I", sequence)
    return header + Aead(KEY).encrypt(frame, header, nonce.ljust(24, b"\0")).ciphertext + nonce


@pytest.fixture
def call() -> Iterator[Call]:
    """A call in which Mina and Jun have been speaking for a while."""
    made = Call()
    for passed in (0.0, 0.2, 0.2):
        made.sends(MINA, 1)
        made.sends(JUN, 1)
        made.passes(passed)
    assert not made.receiver.begins
    made.frames()
    yield made


def test_who_goes_on_speaking_is_told_in_larger_parts(call: Call) -> None:
    for _ in range(3):
        call.sends(MINA, 2)
        assert call.passes(BREATH)
        assert call.frames() == []
    call.sends(MINA, 2)
    assert not call.passes(BREATH)
    assert call.frames() == [(MINA, 8, False)]


def test_nothing_waits_longer_than_a_breath(call: Call) -> None:
    call.sends(MINA, 2)
    assert call.passes(BREATH)
    assert not call.passes(0.2)
    assert call.frames() == [(MINA, 2, False)]


def test_while_nothing_is_told_nothing_gathers(call: Call) -> None:
    call.gathering = False
    call.sends(MINA, 2)
    assert not call.passes(BREATH)
    assert call.frames() == [(MINA, 2, False)]


def test_who_may_interrupt_is_told_at_once(call: Call) -> None:
    call.urgent = {JUN}
    call.sends(MINA, 2)
    call.sends(JUN, 2)
    call.passes(BREATH)
    assert call.frames() == [(JUN, 2, False)]


def test_who_begins_to_speak_is_told_at_once(call: Call) -> None:
    call.sends(MINA, 8, last=True)
    call.passes(BREATH)
    assert call.frames() == [(MINA, 9, True)]
    call.passes(5.0)
    call.sends(MINA, 1)
    call.passes(0.0)
    assert call.receiver.begins
    call.sends(MINA, 1)
    call.passes(0.02)
    assert call.frames() == [(MINA, 1, False), (MINA, 1, False)]


def test_who_stopped_without_a_word_begins_anew(call: Call) -> None:
    call.passes(5.0)
    call.sends(MINA, 1)
    call.passes(0.0)
    assert call.frames() == [(MINA, 1, False)]
    assert call.receiver.begins


def test_a_frame_that_came_in_time_is_not_given_up_while_it_gathers(call: Call) -> None:
    call.sends(MINA, 8)
    call.sends(MINA, 1, skipped=1)
    call.passes(0.0)
    assert call.frames() == [(MINA, 8, False)]
    call.receiver.take(sealed(MINA, 11, call._frame))
    call.passes(BREATH)
    assert call.frames() == [(MINA, 2, False)]
    assert call.receiver.counts.lost == 0


def test_each_is_told_when_their_own_last_sound_came(call: Call) -> None:
    call.sends(MINA, 4)
    call.passes(BREATH)
    call.sends(MINA, 4)
    call.urgent = {JUN}
    call.passes(BREATH)
    call.sends(JUN, 1)
    call.passes(0.0)
    ends = {person: sound.at for person, sound in call.told}
    assert ends == {MINA: pytest.approx(call.now - BREATH), JUN: call.now}

"""Frames from a page's microphone."""

import numpy as np
import pytest

from bot.adapters.web.sound import LONGEST, RATE, Sound
from config.errors import TalkGarbled

FRAME = np.arange(512, dtype="<i2").tobytes()


class Clock:
    """Shows the time that it is set to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_samples_come_out_with_their_time() -> None:
    sound = Sound(Clock())
    sound.take(FRAME)
    samples, at = sound.take(FRAME)
    assert samples.dtype == np.int16
    assert samples[511] == 511
    assert at == 1024 / RATE


@pytest.mark.parametrize("frame", [b"\0", b"\0" * (LONGEST + 2)])
def test_what_is_no_frame_is_refused(frame: bytes) -> None:
    with pytest.raises(TalkGarbled):
        Sound(Clock()).take(frame)


def test_a_network_that_stalled_may_catch_up() -> None:
    clock = Clock()
    sound = Sound(clock)
    clock.now += 60
    for _ in range(64):
        sound.take(b"\0" * LONGEST)


@pytest.mark.parametrize("frame", [b"\0" * LONGEST, b"\0\0", b""])
def test_sound_faster_than_sound_is_refused(frame: bytes) -> None:
    sound = Sound(Clock())
    with pytest.raises(TalkGarbled):
        for _ in range(1000):
            sound.take(frame)

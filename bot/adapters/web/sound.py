"""Sound as a page sends it: 16 kHz mono, signed 16 bit little endian, in frames."""

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from config.errors import TalkGarbled

RATE = 16_000
LONGEST = 2 * RATE
"""Bytes of a frame: a second."""
_PACE = 60
"""Frames in a second; the page sends 31."""
_AHEAD = 5.0
"""Seconds that sound may come too soon: a network that stalled catches up."""


class Sound:
    """One stream, which may not run faster than sound does."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._frames = self._samples = 0

    def take(self, frame: bytes) -> tuple[NDArray[np.int16], float]:
        """The samples in *frame*, and when the last of them was spoken, in seconds from the first.

        Raises `TalkGarbled`.
        """
        self._frames += 1
        self._samples += len(frame) // 2
        at = self._samples / RATE
        passed = self._clock() - self._began + _AHEAD
        if len(frame) % 2 or len(frame) > LONGEST or at > passed or self._frames > _PACE * passed:
            raise TalkGarbled
        return np.frombuffer(frame, np.dtype("<i2")), at

"""libopus: the one that PyAV carries, so that none has to be installed."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from discord import opus

from config.errors import CallFailed
from speech.samples import Samples

RATE = 16_000
"""Hertz of what is heard: what ears want."""
FRAME = RATE // 50
"""Samples of 20 ms."""
_LONGEST = 6 * FRAME
"""Samples of the longest frame."""


@cache
def load_opus() -> None:
    """Load the library, for the whole program; raises `CallFailed`."""
    for file in _carried():
        try:
            opus.load_opus(str(file))
        except (OSError, AttributeError):
            continue
        return
    try:
        opus.Decoder.get_opus_version()  # loads the system's
    except opus.OpusNotLoaded as error:
        raise CallFailed("there is no libopus: install libopus0, or another PyAV") from error


def _carried() -> Iterator[Path]:
    """Where PyAV's wheels for Linux, Windows and macOS have it."""
    package = find_spec("av")
    for place in (package.submodule_search_locations or ()) if package else ():
        yield from (Path(place).parent / "av.libs").glob("*opus*")
        yield from (Path(place) / ".dylibs").glob("*opus*")


class Decoder(opus.Decoder):
    """Opus frames to mono sound for ears; one for each stream. Not thread-safe.

    discord.py makes a list of numbers of every frame; here libopus writes where NumPy reads, which
    is three times as fast.
    """

    # What discord.py asks libopus for, which resamples on its own.
    SAMPLING_RATE = RATE
    CHANNELS = 1

    def __init__(self) -> None:
        load_opus()
        super().__init__()  # type: ignore[no-untyped-call]
        self._sound = np.empty(_LONGEST, np.float32)
        self._place = self._sound.ctypes.data_as(opus.c_float_ptr)
        self._last = FRAME

    def sound(self, frame: bytes) -> Samples | None:
        """What *frame* says; None where it is no Opus."""
        try:
            samples = self._written(frame, _LONGEST, fec=False)
        except opus.OpusError:
            return None
        self._last = len(samples)
        return samples

    def concealed(self, after: bytes | None) -> Samples:
        """A guess at a frame that was lost; *after* is the one behind it, which may tell of it."""
        try:
            return self._written(after, self._last, fec=after is not None)
        except opus.OpusError:
            return np.zeros(self._last, np.float32)

    def _written(self, frame: bytes | None, size: int, *, fec: bool) -> Samples:
        """At most *size* samples; raises `OpusError`."""
        length = len(frame) if frame else 0
        count = opus._lib.opus_decode_float(self._state, frame, length, self._place, size, fec)
        return self._sound[:count].copy()

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
    """Opus frames to mono sound for ears; one for each stream. Not thread-safe."""

    # What discord.py asks libopus for, which resamples on its own.
    SAMPLING_RATE = RATE
    CHANNELS = 1
    SAMPLE_SIZE = 2
    SAMPLES_PER_FRAME = FRAME
    FRAME_SIZE = FRAME * SAMPLE_SIZE

    def __init__(self) -> None:
        load_opus()
        super().__init__()  # type: ignore[no-untyped-call]

    def sound(self, frame: bytes) -> Samples | None:
        """What *frame* says; None where it is no Opus."""
        try:
            return _samples(self.decode(frame, fec=False))
        except opus.OpusError:
            return None

    def concealed(self, after: bytes | None) -> Samples:
        """A guess at a frame that was lost; *after* is the one behind it, which may tell of it."""
        try:
            pcm = self.decode(None, fec=False) if after is None else self.decode(after, fec=True)
        except opus.OpusError:
            return np.zeros(FRAME, np.float32)
        return _samples(pcm)


def _samples(pcm: bytes) -> Samples:
    samples: Samples = np.frombuffer(pcm, np.dtype("<i2")).astype(np.float32)
    return samples / np.float32(32_768)

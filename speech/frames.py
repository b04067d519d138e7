"""Clips as the frames of a live call: 20 ms, 48 kHz, two channels of 16 bits."""

from collections.abc import Iterator

import numpy as np

from speech.audio import Audio
from speech.decoding import decode

RATE = 48_000
FRAME = 3840
"""Bytes of one frame: 960 samples, each for both ears; what Discord takes."""


class Frames:
    """Sentences, one behind another without a gap.

    Reads and resamples whole clips: call it off the event loop.
    """

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, clip: Audio) -> Iterator[bytes]:
        """The frames that are whole now; what is left over opens the next clip's first."""
        pcm = self._rest + _stereo(clip)
        whole = len(pcm) - len(pcm) % FRAME
        self._rest = pcm[whole:]
        return (pcm[start : start + FRAME] for start in range(0, whole, FRAME))

    def flush(self) -> Iterator[bytes]:
        """The last frame, filled with silence, if anything is left."""
        rest, self._rest = self._rest, b""
        if rest:
            yield rest.ljust(FRAME, b"\0")


def _stereo(clip: Audio) -> bytes:
    mono = decode(clip, rate=RATE) * np.float32(32767)
    return np.repeat(mono.round().astype("<i2"), 2).tobytes()

"""Sentence after sentence as one stream that a browser plays without a gap."""

import io
from fractions import Fraction

import av

from speech.audio import Audio
from speech.decoding import decode
from speech.encoding import OPUS, OPUS_BITS, audio_frame
from speech.mastering import RATE, SYNTHETIC

_LIVE = {"live": "1", "cluster_time_limit": "20", "flush_packets": "1"}
"""Every 20 ms of sound is written as soon as it is encoded."""


class Stream:
    """A WebM of Opus that grows, for MediaSource or one long response.

    One encoder runs through all clips, so they join as they were cut. Encodes: call it off the
    event loop. What `add` returns lags behind by less than a tenth of a second; the pause behind
    a sentence is longer than that.
    """

    media_type = 'audio/webm; codecs="opus"'

    def __init__(self) -> None:
        self._written = _Written()
        self._file = av.open(self._written, "w", format="webm", options=_LIVE)
        self._file.metadata["comment"] = SYNTHETIC
        self._track = self._file.add_stream("libopus", rate=48_000, options=OPUS, layout="mono")
        self._track.bit_rate = OPUS_BITS
        self._samples = 0

    def add(self, clip: Audio) -> bytes:
        """What is to be sent for *clip*; the first answer begins with the header."""
        samples = decode(clip, rate=RATE)
        frame = audio_frame(samples, RATE)
        frame.pts, frame.time_base = self._samples, Fraction(1, RATE)
        self._samples += samples.size
        self._file.mux(self._track.encode(frame))
        return self._written.taken()

    def close(self) -> bytes:
        """The rest; nothing can be added afterwards."""
        if self._samples:
            self._file.mux(self._track.encode(None))
        self._file.close()
        return self._written.taken()


class _Written(io.RawIOBase):
    """What libav writes; it cannot be sought, so nothing that was sent is changed."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self._waiting += data
        return len(data)

    def taken(self) -> bytes:
        """What was written since the last call."""
        taken, self._waiting = bytes(self._waiting), bytearray()
        return taken

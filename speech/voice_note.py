"""Voice notes: what messengers show as a recording, with a length and a waveform."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from config.errors import SpeechError
from speech.audio import Audio
from speech.decoding import decode
from speech.encoding import encode_ogg
from speech.mastering import SYNTHETIC
from speech.samples import Samples

_RATE = 48_000
_BARS = 256
"""Discord draws no more."""
_BARS_A_SECOND = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceNote:
    """One recording."""

    audio: Audio
    """OGG/Opus, mono, 48 kHz."""
    seconds: float
    waveform: bytes
    """Loudness over time, a byte for each bar; Discord asks for it, in base64."""


def voice_note(clips: Sequence[Audio]) -> VoiceNote:
    """*clips* as one recording, marked as synthetic; raises `SpeechError` if there are none.

    Decodes and encodes: call it off the event loop.
    """
    if not clips:
        raise SpeechError("there is nothing to hear")
    samples = np.concatenate([decode(clip, rate=_RATE) for clip in clips])
    return VoiceNote(
        audio=encode_ogg(samples, _RATE, comment=SYNTHETIC),
        seconds=samples.size / _RATE,
        waveform=_waveform(samples),
    )


def _waveform(samples: Samples) -> bytes:
    bars = min(max(round(samples.size / _RATE * _BARS_A_SECOND), 1), _BARS)
    peaks = np.array([np.abs(part).max(initial=0.0) for part in np.array_split(samples, bars)])
    return bytes((255 * peaks / max(peaks.max(), 1e-6)).astype(np.uint8))

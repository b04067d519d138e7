"""Where in a clip somebody speaks."""

import numpy as np
from faster_whisper.vad import collect_chunks, get_speech_timestamps  # type: ignore[import-untyped]

from speech.samples import Samples


def spoken(samples: Samples) -> Samples:
    """The stretches of *samples* (16 kHz) in which somebody speaks; empty where nobody does."""
    found = get_speech_timestamps(samples)
    return np.concatenate(collect_chunks(samples, found)[0]) if found else samples[:0]

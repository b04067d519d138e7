"""Voice activity: is somebody speaking, 31 times a second.

The network is Silero's, which comes with faster-whisper. It remembers what it heard, so every
stream has a `VoiceActivity` of its own; the weights are shared.

After long digital silence, which no microphone gives but a pause on Discord is, it believes what it
hears up to 0.2 s later: so it is spared the most of it.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from speech.samples import Samples

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

WINDOW = 512
"""Samples at 16 kHz that one answer is about: 32 ms."""
_CONTEXT = 64
"""Samples of the window before that the network sees again."""
_SILENT = 6
"""Windows of digital silence in a row that it hears; with fewer it takes the next noise for voice."""


class VoiceActivity:
    """The ear's judgement of one stream. Not thread-safe.

    Windows cost less the more of them are judged at once: six about half of six one by one.
    """

    def __init__(self) -> None:
        self._session = _silero()
        self._h = self._c = np.zeros((1, 1, 128), np.float32)
        self._context: Samples = np.zeros(_CONTEXT, np.float32)
        self._silent = 0

    def __call__(self, sound: Samples) -> Sequence[float]:
        """The probability that somebody speaks in each window of *sound*, whose next ones they are."""
        windows = sound.reshape(-1, WINDOW)
        likely = np.zeros(len(windows), np.float32)
        judged = [self._is_judged(one) for one in windows]
        if any(judged):
            likely[judged] = self._judge(windows[judged])
        return [float(one) for one in likely]

    def _is_judged(self, window: Samples) -> bool:
        self._silent = 0 if window.any() else self._silent + 1
        return self._silent <= _SILENT

    def _judge(self, windows: Samples) -> Samples:
        seen = np.empty((len(windows), _CONTEXT + WINDOW), np.float32)
        seen[:, _CONTEXT:] = windows
        seen[0, :_CONTEXT] = self._context
        seen[1:, :_CONTEXT] = windows[:-1, -_CONTEXT:]
        self._context = seen[-1, -_CONTEXT:]
        state = {"input": seen, "h": self._h, "c": self._c}
        likely, self._h, self._c = self._session.run(None, state)
        return np.ravel(likely)


@cache
def _silero() -> "InferenceSession":
    from speech.live.networks import session

    # Its package is not imported for the path alone: that takes a second.
    package = find_spec("faster_whisper")
    assert package is not None and package.origin is not None
    return session(Path(package.origin).parent / "assets" / "silero_vad_v6.onnx")

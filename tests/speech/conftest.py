"""Speech for tests: eSpeak NG from a test-only wheel, and recorded clips where a folder has some."""

import ctypes
from collections.abc import Callable
from typing import TypeAlias

import espeakng_loader
import numpy as np
import pytest

from speech.samples import Samples

Say: TypeAlias = Callable[..., tuple[Samples, int]]

_SYNCHRONOUS, _UTF8 = 2, 1
_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


class _Espeak:
    """The library itself: what it says comes back as samples rather than from a loudspeaker."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        self.rate = self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, 0)
        self._pieces: list[Samples] = []
        self._keep = _CALLBACK(self._take)
        self._library.espeak_SetSynthCallback(self._keep)

    def __call__(self, text: str, language: str = "en-us") -> tuple[Samples, int]:
        """*text* spoken, and the rate in hertz."""
        self._pieces.clear()
        assert self._library.espeak_SetVoiceByName(language.encode()) == 0
        sentence = text.encode()
        size = ctypes.c_size_t(len(sentence) + 1)
        self._library.espeak_Synth(sentence, size, 0, 0, 0, _UTF8, None, None)
        return np.concatenate(self._pieces), self.rate

    def _take(self, samples: "ctypes._Pointer[ctypes.c_short]", count: int, _events: int) -> int:
        if samples and count:
            piece = np.ctypeslib.as_array(samples, (count,)).astype(np.float32) / 32768
            self._pieces.append(piece)
        return 0


@pytest.fixture(scope="session")
def say() -> Say:
    """``say(text, language)``: samples and their rate."""
    return _Espeak()

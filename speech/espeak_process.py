"""eSpeak NG in a process of its own, answering as `speech.worker` asks.

Run by path, without maum on it: ``python -I -S espeak_process.py LIBRARY [DATA]``. eSpeak NG is
under the GPL; maum and its other libraries are never in one process with it.
"""

import ctypes
import io
import json
import sys
import wave
from typing import Any

_SYNCHRONOUS, _UTF8, _DONT_EXIT = 2, 1, 0x8000
_RATE, _PITCH = 1, 3
_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def main(file: str, data: str = "") -> None:
    """Answer requests until there are no more."""
    library = ctypes.CDLL(file)
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, data.encode() or None, _DONT_EXIT)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if rate <= 0 or library.espeak_SetVoiceByName(request["voice"].encode()):
            _answer({"error": "language"})
            continue
        wav = _wav(_spoken(library, request), rate)
        _answer({"bytes": len(wav)}, wav)


def _answer(head: dict[str, object], body: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)
    sys.stdout.buffer.flush()


def _spoken(library: ctypes.CDLL, request: dict[str, Any]) -> bytes:
    pieces: list[bytes] = []

    def keep(samples: "ctypes._Pointer[ctypes.c_short]", count: int, _events: int) -> int:
        if samples and count:
            pieces.append(ctypes.string_at(samples, count * 2))
        return 0

    library.espeak_SetParameter(_RATE, request["speed"], 0)
    library.espeak_SetParameter(_PITCH, request["pitch"], 0)
    callback = _CALLBACK(keep)
    library.espeak_SetSynthCallback(callback)
    text = request["text"].encode(errors="ignore")
    library.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 0, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    return b"".join(pieces)


def _wav(samples: bytes, rate: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(2)
        clip.setframerate(rate)
        clip.writeframes(samples)
    return file.getvalue()


if __name__ == "__main__":
    main(*sys.argv[1:])

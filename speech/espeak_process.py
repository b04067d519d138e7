"""eSpeak NG in a process of its own: text from standard input, WAV to standard output.

Run by path, without maum on it: ``python -I -S espeak_process.py LIBRARY DATA`` and the options
of the program ``espeak-ng`` that `speech.espeak` uses. eSpeak NG is under the GPL; maum and its
other libraries are never in one process with it.
"""

import argparse
import ctypes
import io
import sys
import wave

_SYNCHRONOUS, _UTF8, _DONT_EXIT = 2, 1, 0x8000
_RATE, _VOLUME, _PITCH = 1, 2, 3
_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def main() -> int:
    """Speak; 1 if there is no such voice."""
    given = _arguments()
    library = ctypes.CDLL(given.library)
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, given.data.encode(), _DONT_EXIT)
    if rate <= 0 or library.espeak_SetVoiceByName(given.voice.encode()):
        sys.stderr.write("there is no such voice\n")
        return 1
    for parameter, value in ((_RATE, given.speed), (_VOLUME, given.volume), (_PITCH, given.pitch)):
        library.espeak_SetParameter(parameter, value, 0)
    sys.stdout.buffer.write(_wav(_spoken(library, sys.stdin.buffer.read()), rate))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("data")
    parser.add_argument("-v", dest="voice", required=True)
    parser.add_argument("-s", dest="speed", type=int, required=True)
    parser.add_argument("-p", dest="pitch", type=int, required=True)
    parser.add_argument("-a", dest="volume", type=int, required=True)
    parser.add_argument("--stdin", action="store_true")
    parser.add_argument("--stdout", action="store_true")
    return parser.parse_args()


def _spoken(library: ctypes.CDLL, text: bytes) -> bytes:
    pieces: list[bytes] = []

    def keep(samples: "ctypes._Pointer[ctypes.c_short]", count: int, _events: int) -> int:
        if samples and count:
            pieces.append(ctypes.string_at(samples, count * 2))
        return 0

    callback = _CALLBACK(keep)
    library.espeak_SetSynthCallback(callback)
    ended = ctypes.c_size_t(len(text) + 1)
    library.espeak_Synth(text, ended, 0, 0, 0, _UTF8, None, None)
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
    sys.exit(main())

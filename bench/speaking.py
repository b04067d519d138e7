"""What speaking costs, beside the engine itself: ``python -m bench.speaking``.

Shows the median time of each step, and how long the first sound waits once its sentence is known.
"""

import asyncio
import statistics
import time
from collections.abc import Callable

import numpy as np

from speech.audio import Audio
from speech.decoding import decode
from speech.encoding import encode_mp3, encode_ogg, encode_wav
from speech.espeak import Espeak
from speech.prosody import level, shape
from speech.protocols import Prosody
from speech.samples import Samples
from speech.sentences import Sentences
from speech.spoken_form import spoken_form
from speech.voice import Voice, mastered

RATE = 24_000
REPLY = "면접에서 떨어졌군요. 준비한 만큼 속상했겠어요, 정말. 오늘은 어떻게 보내고 있어요? " * 10
SENTENCE = "준비한 만큼 속상했겠어요, 정말."


class Instant:
    """An engine that has its clip ready."""

    def __init__(self, clip: Audio) -> None:
        self._clip = clip

    async def synthesize(self, _sentence: str, /, **_: object) -> Audio:
        return self._clip


def median(work: Callable[[], object], *, times: int = 20) -> float:
    """Milliseconds of processor time."""
    spent = []
    for _ in range(times):
        started = time.process_time()
        work()
        spent.append(1000 * (time.process_time() - started))
    return statistics.median(spent)


def voice(seconds: float) -> Samples:
    """Something with the loudness of speech."""
    at = np.arange(round(RATE * seconds)) / RATE
    swell = 0.5 + 0.5 * np.sin(2 * np.pi * 4 * at)
    return (0.2 * swell * np.sin(2 * np.pi * 180 * at)).astype(np.float32)


def split() -> list[str]:
    """A reply of a thousand characters, a few at a time as a model writes it."""
    sentences = Sentences()
    deltas = [REPLY[start : start + 3] for start in range(0, len(REPLY), 3)]
    return [one for delta in deltas for one in sentences.feed(delta)] + sentences.flush()


async def waits(engine: Instant | Espeak, *, times: int = 20) -> float:
    """Milliseconds from a sentence to its clip."""
    spent = []
    for _ in range(times):
        chain = Voice([engine])
        started = time.perf_counter()
        await chain.synthesize(SENTENCE, language="ko", prosody=Prosody(rate=0.92, pitch=-0.6))
        spent.append(1000 * (time.perf_counter() - started))
    return statistics.median(spent)


def main() -> None:
    ten, three = voice(10.0), encode_wav(voice(3.0), RATE)
    mp3 = encode_mp3(ten, RATE)
    sad = Prosody(rate=0.92, pitch=-0.6)
    steps: dict[str, Callable[[], object]] = {
        f"split a reply of {len(REPLY)} characters": split,
        "make one sentence sayable": lambda: spoken_form(SENTENCE, "ko"),
        "tempo and pitch, 10 s": lambda: shape(ten, RATE, sad),
        "level, 10 s": lambda: level(ten, RATE),
        "decode MP3, 10 s": lambda: decode(mp3, rate=RATE),
        "encode MP3, 10 s": lambda: encode_mp3(ten, RATE),
        "encode OGG/Opus, 10 s": lambda: encode_ogg(ten, RATE),
        "finish a clip of 3 s": lambda: mastered(three, gain=0.0),
    }
    for name, work in steps.items():
        print(f"{name:42} {median(work):8.2f} ms CPU")
    print(
        f"{'first sound, the engine excluded (3 s)':42} {asyncio.run(waits(Instant(three))):8.2f} ms"
    )
    print(f"{'first sound with eSpeak':42} {asyncio.run(waits(Espeak())):8.2f} ms")


if __name__ == "__main__":
    main()

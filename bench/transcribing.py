"""Whisper in maum against openai-whisper: `python bench/transcribing.py [FILE…]`, files in Korean.

Every engine has a process of its own and one thread, the same weights (whisper-base), the same
sound and the same language. Processor time is the better of two runs, in which the engines take
turns; memory is the most that a process ever had, Python and loading included; the same text is
that of openai-whisper, letter by letter. openai-whisper decodes greedily, in 32-bit floats.
"""

import asyncio
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import NamedTuple, TypeAlias

import numpy as np
from material.voices import STORY, said
from material.whisper_base import whisper_base

from speech.audio import Audio
from speech.decoding import RATE, decode
from speech.samples import Samples

RUNS = 2

Hear: TypeAlias = Callable[[Samples], str]


class Weights(NamedTuple):
    """The same ones in two forms."""

    folder: Path
    """As CTranslate2 reads them."""
    checkpoint: Path
    """As openai-whisper does."""


class Heard(NamedTuple):
    """What became of one clip."""

    text: str
    cpu: float
    memory: float
    """MB, the most that the process ever had."""


def openai_whisper(weights: Weights, language: str) -> Hear:
    """The library of Whisper's authors."""
    import torch
    import whisper

    torch.set_num_threads(1)
    model = whisper.load_model(str(weights.checkpoint), device="cpu")
    given = {"language": language, "temperature": 0.0, "condition_on_previous_text": False}
    return lambda speech: model.transcribe(speech, fp16=False, **given)["text"].strip()


def maum(weights: Weights, language: str, *, precision: str) -> Hear:
    """maum's way for messages."""
    from speech.transcripts import transcript
    from speech.whisper_model import Model

    model = Model(weights.folder, threads=1, precision=precision)

    def hear(speech: Samples) -> str:
        _, written = model.hear(speech, (language,), Event())
        return transcript(written, language=language, seconds=len(speech) / RATE).text

    return hear


def maum_float(weights: Weights, language: str) -> Hear:
    return maum(weights, language, precision="float32")


def maum_int8(weights: Weights, language: str) -> Hear:
    return maum(weights, language, precision="int8")


def maum_live(weights: Weights, _language: str) -> Hear:
    """maum's way for live utterances; the language is found out as well."""
    from speech.whisper import Whisper

    whisper = Whisper(str(weights.folder), languages=("ko", "en"), threads=1)
    return lambda speech: asyncio.run(whisper.hear(speech)).text


def faster_whisper(weights: Weights, language: str) -> Hear:
    """The library below maum as it is by itself: a beam of five."""
    from faster_whisper import WhisperModel

    model = WhisperModel(str(weights.folder), device="cpu", compute_type="int8", cpu_threads=1)

    def hear(speech: Samples) -> str:
        return "".join(one.text for one in model.transcribe(speech, language=language)[0]).strip()

    return hear


ENGINES: Mapping[str, Callable[[Weights, str], Hear]] = {
    "openai-whisper, greedy": openai_whisper,
    "maum, float32": maum_float,
    "maum, int8 (default)": maum_int8,
    "maum, live": maum_live,
    "faster-whisper, int8, its defaults": faster_whisper,
}


def main() -> None:
    """Print a table for each kind of clips."""
    os.environ["OMP_NUM_THREADS"] = "1"
    sentences = asyncio.run(said(STORY))
    kinds = {
        "4 sentences": ("en", sentences[:4]),
        "8 sentences in one clip": ("en", [np.concatenate(sentences)]),
    }
    if files := list(map(Path, sys.argv[1:])):
        korean = [decode(Audio(file.read_bytes(), "")) for file in files]
        kinds[f"{len(files)} recordings"] = "ko", korean
    with whisper_base() as folder, TemporaryDirectory() as scratch:
        weights = Weights(folder, Path(scratch) / "base.pt")
        with process() as alone:
            alone.submit(convert, weights).result()
        for kind, (language, clips) in kinds.items():
            table(kind, weights, language, clips)


def table(kind: str, weights: Weights, language: str, clips: Sequence[Samples]) -> None:
    """One line an engine."""
    seconds = sum(map(len, clips)) / RATE
    print(
        f"\n{f'{kind}, {language}, {seconds:.0f} s':36} CPU s  per s  times less    MB  same text"
    )
    heard = side_by_side(weights, language, clips)
    (first, *_) = heard.values()
    for name, results in heard.items():
        cpu, theirs = (sum(one.cpu for one in them) for them in (results, first))
        same = sum(one.text == other.text for one, other in zip(results, first, strict=True))
        print(
            f"{name:36} {cpu:5.2f}  {cpu / seconds:5.3f}  {theirs / cpu:10.1f}"
            f"  {results[-1].memory:4.0f}  {same}/{len(clips)}",
            flush=True,
        )


def side_by_side(
    weights: Weights, language: str, clips: Sequence[Samples]
) -> Mapping[str, Sequence[Heard]]:
    """What every engine hears; they take turns, so that the machine is the same to all."""
    with ExitStack() as stack:
        engines = {name: stack.enter_context(process()) for name in ENGINES}
        for name, engine in engines.items():
            engine.submit(load, ENGINES[name], weights, language).result()
        heard: dict[str, list[Heard]] = {name: [] for name in ENGINES}
        for clip in clips:
            runs = [
                {name: engine.submit(hear, clip, run).result() for name, engine in engines.items()}
                for run in range(RUNS)
            ]
            for name, results in heard.items():
                cpu = min(run[name].cpu for run in runs)
                results.append(runs[0][name]._replace(cpu=cpu))
        return heard


def process() -> ProcessPoolExecutor:
    """One of its own."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


_loaded: list[Hear] = []


def load(engine: Callable[[Weights, str], Hear], weights: Weights, language: str) -> None:
    """Be *engine*; what it makes once is not counted."""
    _loaded[:] = [engine(weights, language)]
    _loaded[0](np.zeros(RATE, np.float32))


def hear(clip: Samples, run: int) -> Heard:
    """Hear *clip*, a little changed, so that nothing is remembered from another run."""
    (ask,) = _loaded
    other = clip * np.float32(1 - run / 1000)
    start = time.process_time()
    text = ask(other)
    taken = time.process_time() - start
    return Heard(text, taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def convert(weights: Weights) -> None:
    """Write the checkpoint."""
    import torch

    from speech.checkpoint import read_checkpoint

    converted = read_checkpoint(weights.folder / "model.bin")
    state = {name: torch.from_numpy(array.copy()) for name, array in converted.state.items()}
    torch.save({"dims": dict(converted.dims), "model_state_dict": state}, weights.checkpoint)


if __name__ == "__main__":
    main()

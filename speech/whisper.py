"""Whisper on faster-whisper: the text of the original at half its cost on a CPU, or less."""

import asyncio
import math
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import NoWeights
from speech.audio import Audio
from speech.decoding import LIMIT, RATE, decode
from speech.hallucinations import hallucinated
from speech.protocols import Transcript
from speech.weights import find, weights

if TYPE_CHECKING:
    from faster_whisper.transcribe import Segment  # type: ignore[import-untyped]

    from speech.whisper_model import Model

_HOME = Path("~/.local/share/maum")
_NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""Without the last, faster-whisper would fetch one."""


class Whisper:
    """Hears with whisper weights of any size.

    *model* is a size of the catalogue or a folder with weights that CTranslate2 reads. What is
    heard is taken to be in one of *languages*: left to itself, Whisper takes short Korean for
    Japanese. Weights are loaded when the first message comes and are never fetched from here.
    Messages are heard one after another, on a thread of its own.
    """

    def __init__(
        self,
        model: str = "base",
        *,
        languages: Sequence[str] = ("ko", "en"),
        home: Path | None = None,
        threads: int = 1,
        longest: float = LIMIT,
    ) -> None:
        self._folder = Path(model).expanduser() if _is_path(model) else None
        self._name = f"whisper:{model}"
        if self._folder is None:
            weights(self._name)
        self._home = (home or _HOME).expanduser()
        self._languages = tuple(languages)
        self._threads = threads
        self._longest = longest
        self._model: Model | None = None
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="whisper")

    async def __aenter__(self) -> "Whisper":
        return self

    async def __aexit__(self, *_: object) -> None:
        """Wait for the message that is being heard, then free the weights."""
        await asyncio.to_thread(self._worker.shutdown, cancel_futures=True)
        self._model = None

    async def transcribe(self, audio: Audio, /) -> Transcript:
        """What *audio* says; raises `BadAudio` or `NoWeights`.

        When cancelled, the thread stops after the half minute of sound that it is at.
        """
        stop = threading.Event()
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._worker, self._hear, audio, stop)
        finally:
            stop.set()

    def _hear(self, audio: Audio, stop: threading.Event) -> Transcript:
        model = self._loaded()
        samples = decode(audio, rate=RATE, limit=self._longest)
        seconds = len(samples) / RATE
        speech = model.speech(samples)
        if not speech.size or stop.is_set():
            return _transcript([], "", seconds)
        language = model.language(speech, self._languages)
        segments = takewhile(lambda _: not stop.is_set(), model.segments(speech, language))
        return _transcript([one for one in segments if not hallucinated(one)], language, seconds)

    def _loaded(self) -> "Model":
        if self._model is None:
            from speech.whisper_model import Model

            folder = self._weights()
            try:
                self._model = Model(folder, threads=self._threads)
            except (RuntimeError, ValueError) as error:
                raise NoWeights(f"the weights in {folder} cannot be read") from error
        return self._model

    def _weights(self) -> Path:
        folder = self._folder or find(self._name, self._home)
        for name in _NEEDED:
            if not (folder / name).is_file():
                raise NoWeights(f"there is no {name} in {folder}")
        return folder


def _is_path(model: str) -> bool:
    return model.startswith((".", "~")) or "/" in model or "\\" in model


def _transcript(heard: "list[Segment]", language: str, seconds: float) -> Transcript:
    text = "".join(segment.text for segment in heard).strip()
    return Transcript(
        text=text,
        language=language if text else "",
        confidence=_confidence(heard) if text else 0.0,
        seconds=seconds,
    )


def _confidence(heard: "list[Segment]") -> float:
    tokens = sum(len(segment.tokens) for segment in heard)
    mean = sum(segment.avg_logprob * len(segment.tokens) for segment in heard) / tokens
    return min(1.0, math.exp(mean))

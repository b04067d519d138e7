"""Whisper on faster-whisper: the text of the original at half its cost on a CPU, or less."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from config.errors import NoWeights
from speech.audio import Audio
from speech.decoding import LIMIT, RATE
from speech.listener import Listener
from speech.protocols import Transcript
from speech.samples import Samples
from speech.transcripts import transcript
from speech.weights import HOME, find, is_path, weights

if TYPE_CHECKING:
    from speech.whisper_model import Model

_NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""Without the last, faster-whisper would fetch one."""

T = TypeVar("T")


class Whisper:
    """Hears with whisper weights of any size.

    *model* is a size of the catalogue or a folder with weights that CTranslate2 reads. What is
    heard is taken to be in one of *languages*: left to itself, Whisper takes short Korean for
    Japanese. Weights are loaded when the first message comes and are never fetched from here.
    Messages are heard one after another on a thread of their own, live utterances on another, so
    that no conversation waits for a long recording.
    """

    def __init__(
        self,
        model: str = "base",
        *,
        languages: Sequence[str] = ("ko", "en"),
        home: Path | None = None,
        threads: int = 1,
        longest: float = LIMIT,
        precision: str = "int8",
    ) -> None:
        """*precision* is a compute type of CTranslate2.

        ``float32`` writes what the original does, letter by letter, through its window of half a
        minute, whatever it costs.
        """
        self._folder = Path(model).expanduser() if is_path(model) else None
        self._name = f"whisper:{model}"
        if self._folder is None:
            weights(self._name)
        self._home = (home or HOME).expanduser()
        self._languages = tuple(languages)
        self._threads = threads
        self._precision = precision
        self._listener = Listener(self._load, languages=languages, longest=longest)
        self._live = ThreadPoolExecutor(max_workers=1, thread_name_prefix="whisper-live")
        self._busy = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Wait for what is being heard, then free the weights."""
        await asyncio.to_thread(self._live.shutdown, cancel_futures=True)
        await self._listener.close()

    async def transcribe(self, audio: Audio, /) -> Transcript:
        """What *audio* says; raises `BadAudio` or `NoWeights`."""
        return await self._listener.transcribe(audio)

    async def hear(self, speech: Samples, /) -> Transcript:
        """What an utterance of 16 kHz says; raises `NoWeights`.

        It is heard through a short window, and through the full one where that is too short or
        leaves doubt.
        """
        stop = threading.Event()
        try:
            return await self._alive(lambda: self._heard(speech, stop))
        finally:
            stop.set()

    async def draft(self, speech: Samples, /) -> Transcript | None:
        """What the short window alone hears, unless there is doubt or other speech waits."""
        return None if self._busy else await self._alive(lambda: self._drafted(speech))

    async def _alive(self, work: Callable[[], T]) -> T:
        self._busy += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._live, work)
        finally:
            self._busy -= 1

    def _heard(self, speech: Samples, stop: threading.Event) -> Transcript:
        if (found := self._drafted(speech)) or stop.is_set():
            return found or transcript([], language="", seconds=0.0)
        language, segments = self._listener.model().full(speech, self._languages, stop)
        return transcript(segments, language=language, seconds=len(speech) / RATE)

    def _drafted(self, speech: Samples) -> Transcript | None:
        from speech.whisper_model import LIVE

        found = self._listener.model().short(speech, self._languages, LIVE)
        if found is None:
            return None
        return transcript(found.segments, language=found.language, seconds=len(speech) / RATE)

    def _load(self) -> "Model":
        from speech.whisper_model import Model

        folder = self._weights()
        try:
            return Model(folder, threads=self._threads, precision=self._precision)
        except (RuntimeError, ValueError) as error:
            raise NoWeights(f"the weights in {folder} cannot be read") from error

    def _weights(self) -> Path:
        folder = self._folder or find(self._name, self._home)
        for name in _NEEDED:
            if not (folder / name).is_file():
                raise NoWeights(f"there is no {name} in {folder}")
        return folder

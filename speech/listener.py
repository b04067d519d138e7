"""What hearing with weights on this machine has in common, whatever library runs them."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, NamedTuple, Protocol, TypeVar

from speech.audio import Audio
from speech.decoding import LIMIT, RATE, decode
from speech.protocols import Transcript
from speech.samples import Samples
from speech.transcripts import Segment, transcript


class Heard(NamedTuple):
    """What was written of a clip."""

    language: str
    segments: Iterable[Segment]
    """Written while they are read."""


class Model(Protocol):
    """Weights in memory."""

    def hear(self, speech: Samples, allowed: Sequence[str], stop: threading.Event) -> Heard:
        """*speech* (16 kHz) in the likeliest of the *allowed* languages; no more after *stop*."""
        ...


M = TypeVar("M", bound=Model)


class Listener(Generic[M]):
    """Loads a model when the first message comes, and hears one after another on its thread."""

    def __init__(
        self, load: Callable[[], M], *, languages: Sequence[str], longest: float = LIMIT
    ) -> None:
        """*load* raises `NoWeights`."""
        self._load = load
        self._languages = tuple(languages)
        self._longest = longest
        self._model: M | None = None
        self._loading = threading.Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ears")

    async def close(self) -> None:
        """Wait for the message that is being heard, then free the weights."""
        await asyncio.to_thread(self._worker.shutdown, cancel_futures=True)
        self._model = None

    def model(self) -> M:
        """The weights; called in a thread."""
        with self._loading:
            if self._model is None:
                self._model = self._load()
            return self._model

    async def transcribe(self, audio: Audio) -> Transcript:
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
        from speech.stretches import spoken

        model = self.model()
        samples = decode(audio, rate=RATE, limit=self._longest)
        seconds = len(samples) / RATE
        speech = spoken(samples)
        if not speech.size or stop.is_set():
            return transcript([], language="", seconds=seconds)
        language, segments = model.hear(speech, self._languages, stop)
        return transcript(segments, language=language, seconds=seconds)

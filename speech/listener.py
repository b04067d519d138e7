"""What hearing with weights on this machine has in common, whatever library runs them."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, Protocol, TypeVar

from speech.audio import Audio
from speech.decoding import LIMIT, RATE, decode
from speech.protocols import Transcript
from speech.samples import Samples
from speech.transcripts import Segment, transcript


class Model(Protocol):
    """Weights in memory."""

    def language(self, speech: Samples, allowed: Sequence[str]) -> str:
        """The likeliest of the *allowed* languages."""
        ...

    def segments(self, speech: Samples, language: str, stop: threading.Event) -> Iterator[Segment]:
        """What *speech* (16 kHz) says, half a minute at a time; no more after *stop*."""
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
        language = model.language(speech, self._languages)
        return transcript(
            model.segments(speech, language, stop), language=language, seconds=seconds
        )

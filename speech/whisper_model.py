"""The one module that imports faster-whisper; `speech.whisper` does so when somebody speaks."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from faster_whisper import WhisperModel  # type: ignore[import-untyped]
from faster_whisper.audio import pad_or_trim  # type: ignore[import-untyped]
from faster_whisper.transcribe import Segment  # type: ignore[import-untyped]
from faster_whisper.vad import collect_chunks, get_speech_timestamps  # type: ignore[import-untyped]

from speech.samples import Samples

_TEMPERATURES = (0.0, 0.4, 0.8)
"""Greedy first; where that loops or is unlikely, sampled anew."""


class Model:
    """Whisper's weights in memory, and the steps from sound to segments. Not thread-safe."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        self._whisper = _OneEncoding(
            str(folder),
            device="cpu",
            compute_type="int8",
            cpu_threads=threads,
            local_files_only=True,
        )

    def speech(self, samples: Samples) -> Samples:
        """The stretches of *samples* (16 kHz) in which somebody speaks; empty where nobody does."""
        found = get_speech_timestamps(samples)
        return np.concatenate(collect_chunks(samples, found)[0]) if found else samples[:0]

    def language(self, speech: Samples, allowed: Sequence[str]) -> str:
        """The likeliest of the *allowed* languages in the first half minute of *speech*."""
        if not self._whisper.model.is_multilingual:
            return "en"
        if len(allowed) == 1:
            return allowed[0]
        likely = dict(self._whisper.model.detect_language(self._first_window(speech))[0])
        return max(allowed, key=lambda language: likely.get(f"<|{language}|>", 0.0))

    def segments(self, speech: Samples, language: str) -> Iterator[Segment]:
        """The segments of *speech*, worked out as they are asked for, half a minute at a time."""
        segments, _ = self._whisper.transcribe(
            speech,
            language=language,
            beam_size=1,
            best_of=1,
            temperature=_TEMPERATURES,
            condition_on_previous_text=False,
        )
        yield from segments

    def _first_window(self, speech: Samples) -> Any:
        features = self._whisper.feature_extractor(speech)
        # One frame less, as transcribe() cuts it: the encoding is used again.
        frames = min(features.shape[-1] - 1, self._whisper.feature_extractor.nb_max_frames)
        return self._whisper.encode(pad_or_trim(features[:, :frames]))


class _OneEncoding(WhisperModel):  # type: ignore[misc]
    """Keeps the last encoding: language and text ask for the same one, 0.7 s apart on one core."""

    _last: tuple[Any, Any] | None = None

    def encode(self, features: Any) -> Any:
        if self._last is None or not np.array_equal(self._last[0], features):
            self._last = (features, super().encode(features))
        return self._last[1]

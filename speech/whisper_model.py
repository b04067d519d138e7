"""The one module that imports faster-whisper; `speech.whisper` does so when somebody speaks."""

import ctypes
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np
from faster_whisper import WhisperModel  # type: ignore[import-untyped]
from faster_whisper.audio import pad_or_trim  # type: ignore[import-untyped]
from faster_whisper.tokenizer import Tokenizer  # type: ignore[import-untyped]
from faster_whisper.transcribe import (  # type: ignore[import-untyped]
    Segment,
    get_compression_ratio,
    get_ctranslate2_storage,
)

from speech.decoding import RATE
from speech.samples import Samples

_SHORT = 13.0
"""Seconds of speech that fit the short window."""
_SHORT_FRAMES = 1_400
"""Frames of 10 ms. 14 s cost a quarter of the 30 s that Whisper learned with; a window that ends
with the speech makes it write in loops."""
_DENSEST = 12
"""Tokens in a second of speech; where there are more, it loops."""
_TEMPERATURES = (0.0, 0.4, 0.8)
"""Greedy first; where that loops or is unlikely, sampled anew."""
_MALLOC = {-8: 1, -3: 100 * 2**20, -1: 128 * 2**20}
"""glibc's M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD, in bytes the latter two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What the short window heard; its figures are named as those of a `Segment`."""

    text: str
    language: str
    tokens: Sequence[int]
    avg_logprob: float
    no_speech_prob: float
    compression_ratio: float
    cut: bool
    """Whether it had more to write."""


class Model:
    """Whisper's weights in memory, and the steps from sound to text.

    Threads may share it: they take turns, half a minute of sound at a time.
    """

    def __init__(self, folder: Path, *, threads: int, precision: str = "int8") -> None:
        _keep_memory()
        self._whisper = _OneEncoding(
            str(folder),
            device="cpu",
            compute_type=precision,
            cpu_threads=threads,
            local_files_only=True,
        )

    def language(self, speech: Samples, allowed: Sequence[str]) -> str:
        """The likeliest of the *allowed* languages in the first half minute of *speech*."""
        return self._known(allowed) or self._likeliest(self._first_window(speech), allowed)

    def segments(self, speech: Samples, language: str, stop: threading.Event) -> Iterator[Segment]:
        """The segments of *speech*, half a minute at a time; no more after *stop*."""
        segments, _ = self._whisper.transcribe(
            speech,
            language=language,
            beam_size=1,
            best_of=1,
            temperature=_TEMPERATURES,
            condition_on_previous_text=False,
        )
        yield from takewhile(lambda _: not stop.is_set(), segments)

    def is_short(self, speech: Samples) -> bool:
        """Whether *speech* fits the short window."""
        return len(speech) <= _SHORT * RATE

    def utterance(self, speech: Samples, allowed: Sequence[str]) -> Utterance:
        """What is said in up to 13 seconds of *speech*, in one of the *allowed* languages."""
        features = pad_or_trim(self._whisper.feature_extractor(speech), _SHORT_FRAMES)
        encoded = self._whisper.model.encode(get_ctranslate2_storage(features[np.newaxis]))
        language = self._known(allowed) or self._likeliest(encoded, allowed)
        longest = 16 + round(_DENSEST * len(speech) / RATE)
        (found,) = self._whisper.model.generate(
            encoded,
            [self._prompt(language)],
            beam_size=1,
            max_length=2 * longest,  # half of it is for what was said before
            return_scores=True,
            return_no_speech_prob=True,
        )
        (tokens,), (score,) = found.sequences_ids, found.scores
        text = self._whisper.hf_tokenizer.decode(tokens)
        return Utterance(
            text=text,
            language=language,
            tokens=tokens,
            avg_logprob=score * len(tokens) / (len(tokens) + 1),  # with the token that ends it
            no_speech_prob=found.no_speech_prob,
            compression_ratio=get_compression_ratio(text),
            cut=len(tokens) >= longest,
        )

    def _known(self, allowed: Sequence[str]) -> str:
        if not self._whisper.model.is_multilingual:
            return "en"
        return allowed[0] if len(allowed) == 1 else ""

    def _likeliest(self, encoded: Any, allowed: Sequence[str]) -> str:
        likely = dict(self._whisper.model.detect_language(encoded)[0])
        return max(allowed, key=lambda language: likely.get(f"<|{language}|>", 0.0))

    def _prompt(self, language: str) -> Any:
        whisper = self._whisper
        tokenizer = Tokenizer(
            whisper.hf_tokenizer, whisper.model.is_multilingual, "transcribe", language
        )
        return whisper.get_prompt(tokenizer, [], without_timestamps=True)

    def _first_window(self, speech: Samples) -> Any:
        features = self._whisper.feature_extractor(speech)
        # One frame less, as transcribe() cuts it: the encoding is used again.
        frames = min(features.shape[-1] - 1, self._whisper.feature_extractor.nb_max_frames)
        return self._whisper.encode(pad_or_trim(features[:, :frames]))


@cache
def _keep_memory() -> None:
    """Let glibc keep the 72 MB that each layer takes for half a minute, instead of asking anew.

    The kernel clears what it hands out: a quarter of the time went there. Only memory of the
    arena that all threads share is kept, so they are given no others.
    """
    if sys.platform != "linux":
        return
    with suppress(AttributeError, OSError):  # musl has no such thing
        mallopt = ctypes.CDLL(None).mallopt
        for parameter, value in _MALLOC.items():
            mallopt(parameter, value)


class _OneEncoding(WhisperModel):  # type: ignore[misc]
    """Keeps the last encoding: language and text ask for the same one, 0.7 s apart on one core."""

    _last: tuple[Any, Any] | None = None

    def encode(self, features: Any) -> Any:
        last = self._last  # another thread may replace it
        if last is not None and np.array_equal(last[0], features):
            return last[1]
        encoded = super().encode(features)
        self._last = features, encoded
        return encoded

"""The one module that imports faster-whisper; `speech.whisper` does so when somebody speaks."""

import ctypes
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np
from faster_whisper import WhisperModel  # type: ignore[import-untyped]
from faster_whisper.audio import pad_or_trim  # type: ignore[import-untyped]
from faster_whisper.tokenizer import Tokenizer  # type: ignore[import-untyped]
from faster_whisper.transcribe import get_compression_ratio  # type: ignore[import-untyped]

from speech.decoding import RATE
from speech.hallucinations import doubtful, unspoken
from speech.listener import Heard
from speech.samples import Samples
from speech.transcripts import Written

LIVE = (1_000, 1_400)
"""Windows for live speech: frames of 10 ms. The 30 s that Whisper learned with cost four times as
much as 14 s, and seven times as much as 10."""
MESSAGE = (1_400, 2_000)
"""Windows for messages, which are to be heard as well as through 30 s."""
_BEHIND = 100
"""Frames of silence that a window needs behind the speech: without them it writes in loops."""
_FLOOR = 2.0
"""How far silence lies below the loudest sound of a spectrogram, in Whisper's own measure."""
_TAIL = 1.5
"""Seconds behind the last timestamp in which nothing is said."""
_DENSEST = 12
"""Tokens in a second of speech; where there are more, it loops."""
_TEMPERATURES = (0.0, 0.4, 0.8)
"""Greedy first; where that loops or is unlikely, sampled anew."""
_MALLOC = {-8: 1, -3: 100 * 2**20, -1: 128 * 2**20}
"""glibc's M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD, in bytes the latter two."""


class Model:
    """Whisper's weights in memory, and the steps from sound to text.

    Threads may share it: they take turns, half a minute of sound at a time.
    """

    def __init__(self, folder: Path, *, threads: int, precision: str = "int8") -> None:
        _keep_memory()
        self._exact = precision == "float32"
        self._whisper = _OneEncoding(
            str(folder),
            device="cpu",
            compute_type=precision,
            cpu_threads=threads,
            local_files_only=True,
        )

    def hear(self, speech: Samples, allowed: Sequence[str], stop: threading.Event) -> Heard:
        """A message, in the likeliest of the *allowed* languages; no more of it after *stop*.

        It is heard through a short window where it fits one, leaves no doubt and need not be
        the text of the original letter by letter.
        """
        found = None if self._exact else self.short(speech, allowed, MESSAGE, timed=True)
        return found or self.full(speech, allowed, stop)

    def full(self, speech: Samples, allowed: Sequence[str], stop: threading.Event) -> Heard:
        """What windows of half a minute hear, one after another; no more after *stop*."""
        language = self._known(allowed)
        if not language:
            features = self._whisper.feature_extractor(speech)
            # One frame less, as transcribe() cuts it: the encoding is used again.
            frames = min(features.shape[-1] - 1, self._whisper.feature_extractor.nb_max_frames)
            encoded = self._whisper.encode(pad_or_trim(features[:, :frames]))
            language = self._likeliest(encoded, allowed)
        segments, _ = self._whisper.transcribe(
            speech,
            language=language,
            beam_size=1,
            best_of=1,
            temperature=_TEMPERATURES,
            condition_on_previous_text=False,
        )
        return Heard(language, takewhile(lambda _: not stop.is_set(), segments))

    def short(
        self,
        speech: Samples,
        allowed: Sequence[str],
        windows: Sequence[int],
        *,
        timed: bool = False,
    ) -> Heard | None:
        """What the first of *windows* that it fits hears; None if there is none, or in doubt.

        *timed* has Whisper write timestamps as well, which change its full stops and tell whether
        it left something out.
        """
        seconds = len(speech) / RATE
        needed = round(100 * seconds) + _BEHIND
        window = next((frames for frames in windows if frames >= needed), None)
        if window is None:
            return None
        features = self._whisper.feature_extractor(speech)
        encoded = self._whisper.encode(_silence_behind(features, window))
        language = self._known(allowed) or self._likeliest(encoded, allowed)
        found, whole = self._written(encoded, language, seconds, timed=timed)
        if unspoken(found):
            return Heard(language, [])
        return Heard(language, [found]) if whole and not doubtful(found) else None

    def _written(
        self, encoded: Any, language: str, seconds: float, *, timed: bool
    ) -> tuple[Written, bool]:
        """The text, greedily, and whether it is all of it."""
        whisper = self._whisper
        tokenizer = Tokenizer(
            whisper.hf_tokenizer, whisper.model.is_multilingual, "transcribe", language
        )
        longest = 16 + round(_DENSEST * seconds)
        (found,) = whisper.model.generate(
            encoded,
            [whisper.get_prompt(tokenizer, [], without_timestamps=not timed)],
            beam_size=1,
            max_length=2 * longest,  # half of it is for what was said before
            return_scores=True,
            return_no_speech_prob=True,
        )
        (tokens,), (score,) = found.sequences_ids, found.scores
        text = tokenizer.decode(tokens)
        utterance = Written(
            text=text,
            tokens=tokens,
            avg_logprob=score * len(tokens) / (len(tokens) + 1),  # with the token that ends it
            no_speech_prob=found.no_speech_prob,
            compression_ratio=get_compression_ratio(text),
        )
        # Where the last token is no timestamp, there is text to the end.
        end = (tokens[-1] - tokenizer.timestamp_begin) * whisper.time_precision if tokens else 0.0
        left_out = timed and 0.0 <= end < seconds - _TAIL
        return utterance, len(tokens) < longest and not left_out

    def _known(self, allowed: Sequence[str]) -> str:
        if not self._whisper.model.is_multilingual:
            return "en"
        return allowed[0] if len(allowed) == 1 else ""

    def _likeliest(self, encoded: Any, allowed: Sequence[str]) -> str:
        likely = dict(self._whisper.model.detect_language(encoded)[0])
        return max(allowed, key=lambda language: likely.get(f"<|{language}|>", 0.0))


def _silence_behind(features: Any, frames: int) -> Any:
    """*features* with silence up to *frames*, as Whisper's spectrogram of silence is."""
    missing = ((0, 0), (0, frames - features.shape[-1]))
    return np.pad(features, missing, constant_values=features.max() - _FLOOR)


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

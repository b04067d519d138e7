"""The one module that imports openai-whisper; `speech.openai_whisper` does when somebody speaks."""

import pickle
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
import whisper  # type: ignore[import-untyped]

from config.errors import NoWeights
from speech.checkpoint import read_checkpoint
from speech.listener import Heard
from speech.samples import Samples
from speech.transcripts import Written

_TEMPERATURES = (0.0, 0.4, 0.8)
"""Greedy first; where that loops or is unlikely, sampled anew."""


class Model:
    """The weights in memory as 32-bit floats."""

    def __init__(self, file: Path, *, threads: int) -> None:
        """*file* is a checkpoint of the library or CTranslate2's ``model.bin``."""
        torch.set_num_threads(threads)
        try:
            checkpoint = _checkpoint(file)
            self._whisper = whisper.model.Whisper(
                whisper.model.ModelDimensions(**checkpoint["dims"])
            )
            self._whisper.load_state_dict(checkpoint["model_state_dict"])
        except (
            RuntimeError,
            ValueError,
            KeyError,
            TypeError,
            pickle.UnpicklingError,
            EOFError,
        ) as error:
            raise NoWeights(f"the weights in {file} cannot be read") from error
        self._whisper.eval()

    def hear(self, speech: Samples, allowed: Sequence[str], stop: threading.Event) -> Heard:
        """*speech* in the likeliest of the *allowed* languages; nothing where *stop* was set."""
        language = self._language(speech, allowed)
        return Heard(language, self._segments(speech, language, stop))

    def _language(self, speech: Samples, allowed: Sequence[str]) -> str:
        if not self._whisper.is_multilingual:
            return "en"
        if len(allowed) == 1:
            return allowed[0]
        mel = whisper.log_mel_spectrogram(whisper.pad_or_trim(speech), self._whisper.dims.n_mels)
        _, likely = self._whisper.detect_language(mel)
        return max(allowed, key=lambda language: likely.get(language, 0.0))

    def _segments(self, speech: Samples, language: str, stop: threading.Event) -> Iterator[Written]:
        def check(*_: object) -> None:
            if stop.is_set():
                raise _Stopped

        hook = self._whisper.encoder.register_forward_pre_hook(check)
        try:
            heard = self._whisper.transcribe(
                speech,
                language=language,
                temperature=_TEMPERATURES,
                condition_on_previous_text=False,
                fp16=False,
            )
        except _Stopped:
            return
        finally:
            hook.remove()
        for one in heard["segments"]:
            yield Written(**{name: one[name] for name in Written.__slots__})


class _Stopped(Exception):
    """Nobody wants the text any more."""


def _checkpoint(file: Path) -> Mapping[str, Any]:
    if file.suffix != ".bin":
        loaded: Mapping[str, Any] = torch.load(file, map_location="cpu", weights_only=True)
        return loaded
    converted = read_checkpoint(file)
    return {
        "dims": converted.dims,
        "model_state_dict": {
            name: torch.from_numpy(array.astype("float32"))
            for name, array in converted.state.items()
        },
    }

"""Supertonic: a neural voice for Korean, English and 29 more languages, on this machine."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from config.errors import LanguageNotSpoken, MissingExtra, NoWeights, SpeechError, VoiceNotInstalled
from speech.audio import Audio
from speech.encoding import encode_wav
from speech.prosody import within_limits
from speech.protocols import Capabilities, Prosody
from speech.weights import HOME, find, is_path

if TYPE_CHECKING:
    from supertonic import TTS, Style  # type: ignore[import-untyped]

_CODES = (
    "ar bg cs da de el en es et fi fr hi hr hu id it ja ko lt lv nl pl pt ro ru sk sl sv tr uk vi"
)
_LANGUAGES = frozenset(_CODES.split())
_SPEED = 1.05
"""What the library takes for the voice's own tempo."""


class Supertonic:
    """Speaks with Supertonic 3.

    *model* is a voice, ``supertonic:F1`` to ``F5`` and ``M1`` to ``M5``, of the model that
    `maum models pull supertonic` fetches, or a folder that holds such a model, from which *voice*
    is taken. *steps* of refinement cost their time each. It is loaded when the first sentence
    comes; sentences are spoken one after another on a thread of its own.
    """

    capabilities = Capabilities(
        languages=_LANGUAGES,
        means=frozenset({"rate"}),
        licence="MIT; weights OpenRAIL-M",
    )

    def __init__(
        self,
        model: str = "",
        *,
        voice: str = "F1",
        steps: int = 8,
        home: Path | None = None,
        threads: int = 1,
    ) -> None:
        if not find_spec("supertonic"):
            raise MissingExtra("supertonic", "voices")
        self._folder = Path(model).expanduser() if is_path(model) else None
        self._voice = voice if is_path(model) or not model else model
        self._steps = steps
        self._home = (home or HOME).expanduser()
        self._threads = threads
        self._loaded: tuple[TTS, Style] | None = None
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="supertonic")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Wait for the sentence that is being spoken, then free the weights."""
        await asyncio.to_thread(self._worker.shutdown, cancel_futures=True)
        self._loaded = None

    async def synthesize(self, sentence: str, /, *, language: str, prosody: Prosody) -> Audio:
        """*sentence* as WAV.

        Raises `VoiceNotInstalled`, `LanguageNotSpoken` or `SpeechError`.
        """
        base = language.partition("-")[0].lower()
        if base not in _LANGUAGES:
            raise LanguageNotSpoken("Supertonic does not speak that language")
        rate = within_limits(prosody).rate
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, self._say, sentence, base, rate)

    def _say(self, sentence: str, language: str, rate: float) -> Audio:
        engine, style = self._loaded or self._load()
        _, unknown = engine.model.text_processor.validate_text(sentence)
        words = "".join(one for one in sentence if one not in unknown)
        if not any(map(str.isalnum, words)):
            raise SpeechError("there is nothing to say")
        try:
            sound, _ = engine.synthesize(
                words, style, total_steps=self._steps, speed=_SPEED * rate, lang=language
            )
        except _errors() as error:
            raise SpeechError("Supertonic could not speak") from error
        return encode_wav(np.nan_to_num(sound[0]).clip(-1, 1), engine.sample_rate)

    def _load(self) -> "tuple[TTS, Style]":
        from supertonic import TTS

        folder = self._found()
        try:
            engine = TTS(
                model_dir=folder,
                auto_download=False,
                intra_op_num_threads=self._threads,
                inter_op_num_threads=1,
            )
            style = engine.get_voice_style(self._voice)
        except FileNotFoundError as error:
            raise VoiceNotInstalled(f"{folder} has not all of voice {self._voice}") from error
        except _errors() as error:
            raise VoiceNotInstalled(f"{folder} holds a broken model") from error
        self._loaded = engine, style
        return self._loaded

    def _found(self) -> Path:
        try:
            return self._folder or find("supertonic", self._home)
        except NoWeights as error:
            raise VoiceNotInstalled(str(error)) from error


def _errors() -> tuple[type[Exception], ...]:
    """What the library raises, and onnxruntime, whose errors have no common base."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state  # type: ignore[import-untyped]

    network = (state.Fail, state.InvalidArgument, state.InvalidGraph, state.InvalidProtobuf)
    return (ValueError, RuntimeError, *network)

"""Whisper as its authors publish it, the measure for every other engine; needs PyTorch."""

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

from config.errors import MissingExtra, NoWeights
from speech.audio import Audio
from speech.decoding import LIMIT
from speech.listener import Listener
from speech.protocols import Transcript
from speech.weights import HOME, find, is_path, weights

if TYPE_CHECKING:
    from speech.openai_whisper_model import Model


class OpenAIWhisper:
    """Hears with the library openai-whisper; no ffmpeg program is needed.

    *model* is a size of the catalogue, a ``.pt`` file, or a folder with one or with weights that
    CTranslate2 reads. A size is looked for where the library itself keeps it, and then among the
    weights of ``whisper``, which this engine reads as well. Nothing is fetched from here.
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
        if not find_spec("whisper"):
            raise MissingExtra("openai-whisper", "local")
        self._size = "" if is_path(model) else model
        self._place = Path(model).expanduser()
        if self._size:
            weights(f"whisper:{model}")
        self._home = (home or HOME).expanduser()
        self._threads = threads
        self._listener = Listener(self._load, languages=languages, longest=longest)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Wait for the message that is being heard, then free the weights."""
        await self._listener.close()

    async def transcribe(self, audio: Audio, /) -> Transcript:
        """What *audio* says; raises `BadAudio` or `NoWeights`."""
        return await self._listener.transcribe(audio)

    def _load(self) -> "Model":
        from speech.openai_whisper_model import Model

        return Model(self._weights(), threads=self._threads)

    def _weights(self) -> Path:
        """A ``.pt`` file or CTranslate2's ``model.bin``."""
        if self._size:
            own = _library_cache() / f"{self._size}.pt"
            return own if own.is_file() else find(f"whisper:{self._size}", self._home) / "model.bin"
        if self._place.is_file():
            return self._place
        for found in (self._place / "model.bin", *sorted(self._place.glob("*.pt"))):
            if found.is_file():
                return found
        raise NoWeights(f"there is no .pt file and no model.bin in {self._place}")


def _library_cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "whisper"

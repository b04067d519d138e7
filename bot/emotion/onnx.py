"""A text classifier that was exported to ONNX, for ``onnx:<folder>``."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from bot.protocols import Scores
from config.errors import ConfigError, EmotionError

if TYPE_CHECKING:
    from bot.emotion.network import Floats

_LONGEST = 2000
"""Characters of a text that are read; the model cuts further, by its own tokens."""


class OnnxClassifier:
    """Reads with *model*, a folder that `maum models export` wrote: no torch is needed.

    *labels* and *head* are those of ``hf:``. An async context manager: the network is loaded on
    entering. Without that, the first text waits for it.
    """

    def __init__(
        self,
        model: str,
        *,
        labels: Mapping[str, str] | None = None,
        head: str = "",
        threads: int = 1,
    ) -> None:
        self._model = model
        self._mapped = labels or {}
        self._head = head
        self._threads = threads
        self._loaded: _Loaded | None = None
        self._loading = asyncio.Lock()

    async def __aenter__(self) -> Self:
        await self._load()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._loaded = None

    async def classify(self, text: str, /) -> Scores:
        """The model's own labels; moods too where exactly one label is true of a text."""
        loaded = await self._load()
        return await asyncio.to_thread(loaded.scores, text)

    async def _load(self) -> "_Loaded":
        async with self._loading:
            if self._loaded is None:
                self._loaded = await asyncio.to_thread(
                    _Loaded, self._model, self._mapped, self._head, self._threads
                )
            return self._loaded


class _Loaded:
    """The network in memory. Blocks; thread-safe."""

    def __init__(self, model: str, mapped: Mapping[str, str], head: str, threads: int) -> None:
        from bot.emotion.labels import LabelHead

        self._network = OnnxNetwork(Path(model), threads=threads)
        self._head = LabelHead.of(self._network.settings, f"onnx:{model}", mapped, head)

    def scores(self, text: str) -> Scores:
        readable = text[:_LONGEST].encode("utf-8", "replace").decode("utf-8")
        return self._head.scores(self._network.logits([readable])[0])


class OnnxNetwork:
    """A folder with ``model.onnx``, ``tokenizer.json`` and ``config.json``. Blocks; thread-safe."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        from bot.encoder.session import open_session, open_tokenizer

        try:
            self.settings: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
            longest = int(self.settings["maum_tokens"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfigError(
                f"{folder} holds no exported classifier: `maum models export` writes one ({error})"
            ) from error
        self._session = open_session(folder / "model.onnx", threads)
        self._tokenizer = open_tokenizer(folder / "tokenizer.json", longest)

    def logits(self, texts: Sequence[str]) -> "Floats":
        """What the network says of each text, (texts, columns); raises `EmotionError`."""
        import numpy as np

        return np.concatenate([self._row(text) for text in texts])

    def _row(self, text: str) -> "Floats":
        import numpy as np

        from bot.encoder.session import FAULTS

        encoding = self._tokenizer.encode(text)
        feeds = {
            "ids": np.array([encoding.ids], np.int64),
            "mask": np.array([encoding.attention_mask], np.int64),
        }
        try:
            (found,) = self._session.run(["logits"], feeds)
        except FAULTS as error:
            raise EmotionError("the emotion model failed on this text") from error
        return np.asarray(found, np.float32)

"""Any text classifier of Hugging Face, for ``hf:<model or folder>``."""

import asyncio
from collections.abc import Mapping
from typing import Any, Self

from bot.emotion.labels import LabelHead
from bot.emotion.tensorflow import refuse_tensorflow
from bot.protocols import Scores
from config.errors import ConfigError, EmotionError, MissingExtra

_LONGEST = 2000
"""Characters of a text that are read; the model cuts further, by its own tokens."""


class HuggingFaceClassifier:
    """Reads with *model*: a name on the hub, or a folder in the transformers format.

    Every label must stand in ``moods.toml``, or *labels* must say which of the labels or moods
    there it means, for example ``{"LABEL_0": "sad"}``. Of a model that `maum train emotion` taught
    several data sets, the one named *head* is read; empty means the first. An async context
    manager: the model is loaded on entering. Without that, the first text waits for it.
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
    """The model in memory. Blocks."""

    def __init__(self, model: str, mapped: Mapping[str, str], head: str, threads: int) -> None:
        try:
            import torch
            import transformers
        except ImportError as error:
            raise MissingExtra(f"hf:{model}", "local") from error
        try:
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(model)
            self._network: Any = transformers.AutoModelForSequenceClassification.from_pretrained(
                model
            )
        except (OSError, ValueError) as error:
            refuse_tensorflow(model)
            raise ConfigError(f"hf:{model} cannot be loaded: {error}") from error
        torch.set_num_threads(threads)
        self._network.eval()
        settings = self._network.config
        self._head = LabelHead.of(settings.to_dict(), f"hf:{model}", mapped, head)
        self._longest = min(getattr(settings, "max_position_embeddings", 512), 512)

    def scores(self, text: str) -> Scores:
        import torch

        readable = text[:_LONGEST].encode("utf-8", "replace").decode("utf-8")
        try:
            batch = self._tokenizer(
                readable, truncation=True, max_length=self._longest, return_tensors="pt"
            )
            with torch.inference_mode():
                logits = self._network(**batch).logits[0].float()
        except (RuntimeError, IndexError) as error:
            raise EmotionError("the emotion model failed on this text") from error
        return self._head.scores(logits.numpy())

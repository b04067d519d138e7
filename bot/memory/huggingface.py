"""Any encoder of Hugging Face as an embedder, for ``hf:<model or folder>``."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from config.errors import ConfigError, EmbeddingError, MissingExtra

Floats = NDArray[np.float32]

_BATCH = 16


class HuggingFaceEmbedder:
    """Embeds with the mean of an encoder's last layer, as sentence-transformers does by default.

    An async context manager: the model is loaded on entering.
    """

    def __init__(self, model: str = "", *, prefix: str = "", threads: int = 1) -> None:
        """*prefix* is what the model wants to see before a text, for example ``"query: "``.

        Raises `ConfigError` without a *model*.
        """
        if not model:
            raise ConfigError("write which model embeds: hf:<model or folder>")
        self._model = model
        self._prefix = prefix
        self._threads = threads
        self._loaded: _Loaded | None = None

    async def __aenter__(self) -> Self:
        self._loaded = await asyncio.to_thread(_Loaded, self._model, self._threads)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._loaded = None

    async def embed(self, texts: Sequence[str], /) -> Floats:
        """Unit vectors, (texts, width); raises `EmbeddingError`."""
        if self._loaded is None:
            raise EmbeddingError("the model is not loaded")
        return await asyncio.to_thread(self._loaded.of, [self._prefix + text for text in texts])


class _Loaded:
    """The model in memory. Blocks."""

    def __init__(self, model: str, threads: int) -> None:
        try:
            import torch
            import transformers
            from safetensors import SafetensorError
        except ImportError as error:
            raise MissingExtra(f"hf:{model}", "local") from error
        try:
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(model)
            self._network: Any = transformers.AutoModel.from_pretrained(model)
        except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
            raise ConfigError(f"hf:{model} cannot be loaded: {error}") from error
        torch.set_num_threads(threads)
        self._network.eval()
        self._longest = min(getattr(self._network.config, "max_position_embeddings", 512), 512)

    def of(self, texts: Sequence[str], /) -> Floats:
        found = [vectors for batch in _batches(texts) for vectors in self._run(batch)]
        width = self._network.config.hidden_size
        return np.asarray(found, np.float32).reshape(len(texts), width)

    def _run(self, texts: Sequence[str]) -> Floats:
        import torch

        try:
            batch = self._tokenizer(
                list(texts),
                padding=True,
                truncation=True,
                max_length=self._longest,
                return_tensors="pt",
            )
            with torch.inference_mode():
                last = self._network(**batch).last_hidden_state.float()
            mask = batch["attention_mask"].unsqueeze(-1)
            means = (last * mask).sum(1) / mask.sum(1).clamp(min=1)
            unit = torch.nn.functional.normalize(means, dim=1)
        except (RuntimeError, IndexError) as error:
            raise EmbeddingError("the model failed on a text") from error
        return np.asarray(unit.numpy(), np.float32)


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH))

"""Embeddings from OpenAI, or from any server that speaks its API."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray
from openai import AsyncOpenAI, OpenAIError, Timeout

from config.errors import EmbeddingError

Floats = NDArray[np.float32]

_BATCH = 128
"""Texts of one request."""


class OpenAIEmbedder:
    """Embeds with the model named *model* on the server at *base_url*."""

    def __init__(
        self,
        model: str = "text-embedding-3-small",
        *,
        api_key: str = "",
        base_url: str = "",
        timeout: float = 20.0,
    ) -> None:
        self._model = model
        self._client = AsyncOpenAI(
            api_key=api_key or "none",
            base_url=base_url or None,
            timeout=Timeout(timeout, connect=3.0),
            max_retries=1,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def embed(self, texts: Sequence[str], /) -> Floats:
        """Unit vectors, (texts, width); raises `EmbeddingError`."""
        if not texts:
            return np.zeros((0, 0), np.float32)
        found: list[Sequence[float]] = []
        for start in range(0, len(texts), _BATCH):
            found += await self._of(texts[start : start + _BATCH])
        vectors = np.asarray(found, np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)

    async def _of(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        # The API refuses an empty text.
        given = [text or " " for text in texts]
        try:
            answer = await self._client.embeddings.create(
                model=self._model, input=given, encoding_format="float"
            )
        except (OpenAIError, ValueError) as error:  # ValueError: the server sent no JSON
            # The server's own sentence may quote the texts, so it is not repeated.
            raise EmbeddingError(f"the server failed: {type(error).__name__}") from error
        if len(answer.data) != len(texts):
            raise EmbeddingError("the server embedded other texts than it was given")
        return [one.embedding for one in sorted(answer.data, key=lambda one: one.index)]

"""Embedders that several tests need."""

from collections.abc import Sequence

import numpy as np

from bot.dialogue.utterances import Floats
from config.errors import EmbeddingError


class FailingEmbedder:
    """Embeds the first text, as *first* if that is given, and fails from the second on."""

    def __init__(self, first: Floats | None = None) -> None:
        self._first = first
        self.asked = 0

    async def embed(self, texts: Sequence[str], /) -> Floats:
        self.asked += 1
        if self.asked > 1:
            raise EmbeddingError("no")
        return np.ones((len(texts), 384), np.float32) if self._first is None else self._first[None]

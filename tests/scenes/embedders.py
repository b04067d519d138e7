"""Embedders that several tests need."""

from collections.abc import Sequence

import numpy as np

from bot.dialogue.utterances import Floats
from config.errors import EmbeddingError


class FailingEmbedder:
    """Embeds the first text and fails from the second on."""

    def __init__(self) -> None:
        self.asked = 0

    async def embed(self, texts: Sequence[str], /) -> Floats:
        self.asked += 1
        if self.asked > 1:
            raise EmbeddingError("no")
        return np.ones((len(texts), 384), np.float32)

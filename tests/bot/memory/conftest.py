"""What the memory's tests share."""

import re
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.memory.recall import ANCHORS

_EVERYDAY = {text for texts in ANCHORS.values() for text in texts}


class WordEmbedder:
    """Embeds a text as the words that it is made of, each in a place of its own."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self.texts: list[str] = []

    async def embed(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        self.texts += [text for text in texts if text not in _EVERYDAY]
        vectors = np.zeros((len(texts), 512), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w{2}", text):
                row[self._places.setdefault(word, len(self._places)) % 512] += 1
            row /= max(float(np.linalg.norm(row)), 1e-6)
        return vectors


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()

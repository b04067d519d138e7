"""Which of the things that there are responses to a message says, in whatever words."""

import asyncio
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import structlog

from bot.dialogue.responses import Response, responses
from bot.dialogue.utterances import Floats, shipped
from bot.protocols import Embedder
from config.errors import ConfigError, EmbeddingError

log = structlog.get_logger("maum.dialogue")

VECTORS = "responses.npz"
"""In this folder: what the embedder makes of everything that there are responses to."""
WIDTH = 128
"""The numbers of a vector that are compared: the network is taught to say most in the first."""

_READ = 120
"""Characters above which a message says more than one thing."""
_NEAREST = 48
"""Wordings whose responses are looked at."""
# How much the likeness to the nearest wording counts, to all wordings of the same, and in letters: a
# logistic regression on what readers found right of 4,800 responses.
_WEIGHTS = {"ko": (4.53, 2.5, 4.32, -5.97), "en": (2.43, 5.09, 3.41, -5.87)}


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A response, and how surely a message says what it is a response to."""

    response: Response
    heard: str
    """What the message is likest to."""
    score: float
    """How likely a reader would find the response right."""


class Paraphrases:
    """Finds the responses to a message; without an embedder, or if it fails, none."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = embedder
        self._loading = asyncio.Lock()
        self._written: dict[str, _Written] = {}

    async def of(self, text: str, language: str, /) -> Sequence[Paraphrase]:
        """The responses that *text* may call for, the likeliest first."""
        if self._embedder is None or not text.strip() or len(text) > _READ:
            return ()
        try:
            async with self._loading:
                if language not in self._written:
                    self._written[language] = await asyncio.to_thread(_Written, language)
            (vector,) = await self._embedder.embed([text])
        except (EmbeddingError, ConfigError) as error:
            log.warning("embedder failed", code=error.code)
            self._embedder = None  # nobody waits for it again
            return ()
        return await asyncio.to_thread(self._written[language].like, text, vector)


class _Written:
    """All that there are responses to in one language, ready to be compared with."""

    def __init__(self, language: str, *, most: int = 5) -> None:
        self._most = most
        self._weights = _WEIGHTS[language]
        self._responses = responses(language)
        self._heard = [text for one in self._responses for text in one.heard]
        counts = [len(one.heard) for one in self._responses]
        self._owner = np.repeat(np.arange(len(counts)), counts)
        self._first = np.concatenate([[0], np.cumsum(counts)])
        rows = shipped(VECTORS).matrix(self._heard)
        self._mean = rows.mean(0)
        self._vectors = self._centred(rows)

    def like(self, text: str, vector: Floats) -> tuple[Paraphrase, ...]:
        # Not `@`: for a product this small the threads of BLAS cost more than they save.
        near = np.einsum("ij,j->i", self._vectors, self._centred(vector[None, :WIDTH])[0])
        nearest = np.argpartition(-near, _NEAREST)[:_NEAREST]
        found = [self._paraphrase(text, near, int(one)) for one in {*self._owner[nearest]}]
        return (*sorted(found, key=lambda one: (-one.score, one.heard))[: self._most],)

    def _paraphrase(self, text: str, near: Floats, place: int) -> Paraphrase:
        own = slice(self._first[place], self._first[place + 1])
        best = int(self._first[place] + near[own].argmax())
        likeness = (near[best], near[own].mean(), _letters(text, self._heard[best]), 1.0)
        odds = sum(weight * part for weight, part in zip(self._weights, likeness, strict=True))
        score = round(1 / (1 + math.exp(-odds)), 3)
        return Paraphrase(self._responses[place], self._heard[best], score)

    def _centred(self, vectors: Floats) -> Floats:
        # All texts are alike to the network by what they share, which is no likeness of meaning.
        unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        moved = unit - self._mean
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


def _letters(one: str, other: str) -> float:
    """The share of pairs of letters that two texts have in common."""
    these, those = _pairs(one), _pairs(other)
    return len(these & those) / max(1, len(these | those))


def _pairs(text: str) -> set[str]:
    letters = re.sub(r"\W", "", text.lower())
    return {letters[at : at + 2] for at in range(len(letters) - 1)}

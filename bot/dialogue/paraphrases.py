"""Which of the things that there are responses to a message says, in whatever words."""

import asyncio
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.dialogue.agreement import Agreement
from bot.dialogue.responses import Response, responses
from bot.dialogue.tellings import Likely
from bot.dialogue.utterances import Floats, shipped
from bot.dialogue.vectors import Vectors
from bot.protocols import Embedder

VECTORS = "responses.npz"
"""In this folder: what the embedder makes of everything that there are responses to."""
WIDTH = 128
"""The numbers of a vector that are compared: the network is taught to say most in the first."""

_READ = 120
"""Characters above which a message says more than one thing."""
_NEAREST = 96
"""Wordings whose responses are looked at."""
_MAY = 0.1
"""The score from which it is thought of a response."""
# How much the likeness to the nearest wording counts, to all wordings of the same, and in letters: a
# logistic regression on what readers found right of 4,800 responses.
_WEIGHTS = {"ko": (4.53, 2.5, 4.32, -5.97), "en": (2.43, 5.09, 3.41, -5.87)}
# Where it is known what kind of thing is told, the weights of those log-odds and of the agreement of kinds, and
# the bias, fitted to the same.
_WITH_KIND = {"ko": (0.77, 1.84, -0.94), "en": (0.67, 2.1, -1.06)}


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A response, and how surely a message says what it is a response to."""

    response: Response
    heard: str
    """What the message is likest to of what it is to; nothing where it is to a *kind* of thing."""
    score: float
    """How surely the message says it."""
    kind: str = ""
    """The kind of thing that it is a response to (`bot.dialogue.telling`)."""
    rank: int = 0
    """Of a keyword that it goes with, how little that matters, from 1 (`bot.dialogue.keywords`)."""


class Paraphrases:
    """Finds the responses to a message; without an embedder, or if it fails, none."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._vectors = Vectors(embedder, "paraphrases")
        self._loading = asyncio.Lock()
        self._written: dict[str, _Written] = {}

    async def of(
        self, text: str, language: str, likely: Likely | None = None, /
    ) -> Sequence[Paraphrase]:
        """The responses that *text* may call for, the likeliest first; *likely*: what it may tell."""
        if not self._vectors or not text.strip() or len(text) > _READ:
            return ()
        async with self._loading:
            if language not in self._written:
                self._written[language] = await asyncio.to_thread(_Written, language)
        vectors = await self._vectors.of([text])
        if vectors is None:
            return ()
        return await asyncio.to_thread(self._written[language].like, text, vectors[0], likely or {})


class _Written:
    """All that there are responses to in one language, ready to be compared with."""

    def __init__(self, language: str, *, most: int = 8) -> None:
        self._most = most
        self._language = language
        self._responses = responses(language)
        self._heard = [text for one in self._responses for text in one.heard]
        counts = [len(one.heard) for one in self._responses]
        self._owner = np.repeat(np.arange(len(counts)), counts)
        self._first = np.concatenate([[0], np.cumsum(counts)])
        rows = shipped(VECTORS).matrix(self._heard)
        self._mean = rows.mean(0)
        self._vectors = self._centred(rows)
        self._agreement = Agreement(self._responses)

    def like(self, text: str, vector: Floats, likely: Likely) -> tuple[Paraphrase, ...]:
        # Not `@`: for a product this small the threads of BLAS cost more than they save.
        near = np.einsum("ij,j->i", self._vectors, self._centred(vector[None, :WIDTH])[0])
        nearest = np.argpartition(-near, _NEAREST)[:_NEAREST]
        found = [self._wording(text, near, place) for place in {*map(int, self._owner[nearest])}]
        best = sorted(found, key=lambda one: (-one.logit, one.heard))[: self._most]
        if likely:
            agreed = self._agreement.of(likely)
            wording, kind, bias = _WITH_KIND[self._language]
            best = [
                replace(one, logit=wording * one.logit + kind * float(agreed[one.place]) + bias)
                for one in best
            ]
        ranked = sorted(best, key=lambda one: (-one.logit, one.heard))
        told = (
            Paraphrase(self._responses[one.place], one.heard, round(_probability(one.logit), 3))
            for one in ranked
        )
        return tuple(one for one in told if one.score >= _MAY)

    def _wording(self, text: str, near: Floats, place: int) -> "_Wording":
        """The nearest wording of the response at *place*."""
        own = slice(self._first[place], self._first[place + 1])
        best = int(self._first[place] + near[own].argmax())
        likeness = (near[best], near[own].mean(), _letters(text, self._heard[best]), 1.0)
        weights = _WEIGHTS[self._language]
        logit = sum(weight * part for weight, part in zip(weights, likeness, strict=True))
        return _Wording(place, self._heard[best], float(logit))

    def _centred(self, vectors: Floats) -> Floats:
        # All texts are alike to the network by what they share, which is no likeness of meaning.
        unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        moved = unit - self._mean
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


@dataclass(frozen=True, slots=True)
class _Wording:
    """What a message is like of what the response at *place* is to, and the log-odds of that."""

    place: int
    heard: str
    logit: float


def _probability(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


def _letters(one: str, other: str) -> float:
    """The share of pairs of letters that two texts have in common."""
    these, those = _pairs(one), _pairs(other)
    return len(these & those) / max(1, len(these | those))


def _pairs(text: str) -> set[str]:
    letters = re.sub(r"\W", "", text.lower())
    return {letters[at : at + 2] for at in range(len(letters) - 1)}

"""Which kind of thing a message tells: a praise, a quarrel, the reason for something.

A telling is a `Situation` of ``kinds/*.toml``, whose lines are right for whatever is told in that way.
Which one a message is tells a network that was taught on messages with the kind written beside them
(`bot.training.tellings`); ``tellings.npz`` holds the direction of each kind in its vectors.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeAlias

import numpy as np

from bot.dialogue.utterances import Floats, digest
from bot.dialogue.vectors import Vectors
from bot.protocols import Embedder

DIRECTIONS = "tellings.npz"

_LIKELIEST = 30  # kinds that are told of a text
_READ = 400  # characters: what is longer tells more than one thing
_KEPT = 2_000  # texts, so that what was said before is not read anew

Likely: TypeAlias = Mapping[str, float]
"""Kinds of tellings with their probabilities, the likeliest first."""


class Tellings:
    """Tells kinds by an embedder that was taught to; without one, or if it fails, it knows none."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._vectors = Vectors(embedder, "tellings")
        self._known: OrderedDict[int, Likely] = OrderedDict()

    async def of(self, text: str, /) -> Likely:
        """What kind of thing *text* may tell; remembered, by a digest of the text."""
        number = digest(text)
        if number not in self._known:
            self._known[number] = await self._found(text)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return self._known[number]

    async def _found(self, text: str) -> Likely:
        vectors = await self._vectors.of([text[:_READ]]) if text.strip() else None
        if vectors is None:
            return {}
        directions = await asyncio.to_thread(shipped)
        return directions.of(vectors[0])


@dataclass(frozen=True)
class Directions:
    """A linear layer from unit vectors to the kinds."""

    keys: Sequence[str]
    weights: Floats
    """(kinds, width)."""
    bias: Floats

    def of(self, vector: Floats) -> Likely:
        """What kind the text of *vector*, a unit vector, may be."""
        share = self.shares(vector[None])[0]
        order = np.argsort(-share, kind="stable")[:_LIKELIEST]
        return {self.keys[place]: round(float(share[place]), 3) for place in order}

    def shares(self, vectors: Floats) -> Floats:
        """(texts, kinds): the probability of every kind for unit *vectors*."""
        # Not `@`: for a product this small the threads of BLAS cost more than they save.
        logits = np.einsum("ij,tj->ti", self.weights, vectors) + self.bias
        parts = np.exp(logits - logits.max(1, keepdims=True))
        return np.asarray(parts / parts.sum(1, keepdims=True), np.float32)


@cache
def shipped() -> Directions:
    """Those that come with maum."""
    return directions(files("bot.dialogue") / DIRECTIONS)


def directions(file: Traversable) -> Directions:
    """Those in *file*, as `bot.training.tellings` writes it."""
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        return Directions(
            keys=[str(key) for key in arrays["keys"]],
            weights=arrays["weights"].astype(np.float32),
            bias=arrays["bias"].astype(np.float32),
        )

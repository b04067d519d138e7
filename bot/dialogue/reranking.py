"""How a reader would grade each line that may be said to a message: wrong, passable or good.

A network was taught on what readers thought of such lines (`bot.training.reranking`). It reads the message, what
the person said before, the line, and what the line was written for, all at once (a cross-encoder), and so
sees what no comparison of vectors does: that a line supposes something that was not said.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from unicodedata import normalize

import numpy as np

from bot.dialogue.paraphrases import Paraphrase
from bot.dialogue.responses import Response
from bot.dialogue.utterances import Floats
from bot.dialogue.vectors import Vectors
from bot.protocols import Embedder

LAYER = "reranker.npz"
SEPARATOR = "</s>"
"""Between the parts of what the network reads: its own token for the end of a text."""

_READ = 120  # characters of each of the person's messages
_TOKENS = re.compile(r"</?\w+>")
_LEAST, _MOST = 0.02, 0.98  # of a score, for its log-odds
_WORTH = np.array([0, 0.5, 1], np.float32)  # of wrong, passable and good


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What may be said to a message."""

    response: Response
    heard: str
    """What the message is likest to of what the response is to."""
    kind: str
    """The kind of thing that it is a response to; empty for one to exactly what is said."""
    rank: int = 0
    """The rank of the keyword that it goes with, if it is but that."""
    grade: float
    """What a reader is expected to find it: 0 is wrong, .5 passable, 1 good."""


class Reranker:
    """Grades what may be said, by an embedder that was taught to; without one, by how likely it is meant alone."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._vectors = Vectors(embedder, "grades")

    async def graded(
        self, message: str, before: str, offered: Sequence[Paraphrase], /
    ) -> Sequence[Candidate]:
        """*offered* as candidates for an answer to *message*, the best first; *before*: what the person said last."""
        if not offered:
            return ()
        vectors = await self._vectors.of([shown(message, before, one) for one in offered])
        grades = shipped().grades(offered, vectors)
        found = [
            Candidate(
                response=one.response,
                heard=one.heard,
                kind=one.kind,
                rank=one.rank,
                grade=round(float(grade), 3),
            )
            for one, grade in zip(offered, grades, strict=True)
        ]
        return sorted(found, key=lambda one: -one.grade)


def shown(message: str, before: str, one: Paraphrase) -> str:
    """What the network reads of *one* as what is said to *message* after *before*."""
    parts = (one.response.say, one.response.ask.ask if one.response.ask else None)
    line = " ".join(part.text for part in parts if part)
    texts = (before[-_READ:], message[:_READ], one.heard, line)
    # The tokenizer, too, takes what is as wide as a Korean letter for its plain form.
    return SEPARATOR.join(_TOKENS.sub(" ", normalize("NFKC", text)) for text in texts)


@dataclass(frozen=True)
class Layer:
    """A linear layer from what is known of a line to the logits of wrong, passable and good."""

    weights: Floats
    """(3, width): of the unit vector that the network makes of it, if there is one."""
    known: Floats
    """(3, 4): of its `odds`."""

    def grades(self, offered: Sequence[Paraphrase], vectors: Floats | None) -> Floats:
        """The expected grades of *offered*; *vectors*: (offered, width)."""
        logits = np.einsum("ij,tj->ti", self.known, odds(offered))
        if vectors is not None:
            logits = logits + np.einsum("ij,tj->ti", self.weights, vectors)
        shares = np.exp(logits - logits.max(1, keepdims=True))
        return np.asarray(shares @ _WORTH / shares.sum(1), np.float32)


def odds(offered: Sequence[Paraphrase]) -> Floats:
    """(offered, 4): the log-odds of the score of each and 1, in other columns for a response to a kind."""
    found = np.zeros((len(offered), 4), np.float32)
    for row, one in zip(found, offered, strict=True):
        score = min(max(one.score, _LEAST), _MOST)
        row[2 if one.kind or one.rank else 0 :][:2] = math.log(score / (1 - score)), 1
    return found


@cache
def shipped() -> Layer:
    """That which comes with maum."""
    return layer(files("bot.dialogue") / LAYER)


def layer(file: Traversable) -> Layer:
    """That in *file*, as `bot.training.reranking` writes it."""
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        return Layer(*(arrays[name].astype(np.float32) for name in ("weights", "known")))

"""The utterances that are written for the situations, and how like them a text is."""

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from bot.dialogue.script import script

Floats = NDArray[np.float32]

VECTORS = "heard.npz"
"""In this folder: what the embedder makes of every utterance, so that no start waits for it."""
WIDTH = 384
REMARKS = "remarks"

_LETTERS = 0.5
"""How much equal letters count beside equal meaning: names of things are told by letters."""


# "It is next month" is all in "the wedding is next month" and says nothing of a wedding.
_FRAGMENT = 0.3
_WHOLE, _PART = 0.65, 0.55
_LITTLE = 0.3  # likeness below which nothing is worth telling


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like the utterances of a situation a text is."""

    section: str
    """``acts``, ``topics`` or ``remarks``."""
    key: str
    """For a remark, its place among those that are made to anything."""
    score: float
    """1 and more is nearly the same words; below about 0.6 it means little."""
    by_meaning: bool = False
    """Whether meaning counts in it, not letters alone."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something people say in a situation."""

    section: str
    key: str
    text: str


class Utterances:
    """All utterances of one language, ready to be compared with."""

    def __init__(self, language: str, vectors: Floats | None) -> None:
        """*vectors*: unit rows, one an utterance; without them letters alone count."""
        self._heard = utterances(language)
        self._letters = _letters(language)
        self._mean = np.zeros(WIDTH, np.float32) if vectors is None else vectors.mean(0)
        self._vectors = None if vectors is None else self._centred(vectors)

    def like(self, text: str, vector: Floats | None, *, most: int = 8) -> tuple[Likeness, ...]:
        """The *most* likely situations of *text*, then all remarks, the likeliest of each first."""
        scores, fragments = self._letters.like(text)
        meaning = self._vectors is not None and vector is not None
        if self._vectors is not None and vector is not None:
            # Not `@`: for a product this small the threads of BLAS cost more than they save.
            near = np.einsum("ij,j->i", self._vectors, self._centred(vector[None])[0])
            scores = near + _LETTERS * scores
        scores = scores - _FRAGMENT * fragments
        found: dict[str, Likeness] = {}
        remarks: dict[str, Likeness] = {}
        for row in np.argsort(-scores, kind="stable"):
            one, score = self._heard[row], round(float(scores[row]), 3)
            if score < _LITTLE and len(found) >= most:
                break
            likeness = Likeness(one.section, one.key, score, meaning)
            (remarks if one.section == REMARKS else found).setdefault(one.key, likeness)
        return (*[*found.values()][:most], *remarks.values())

    def _centred(self, vectors: Floats) -> Floats:
        # All texts are alike to the model by what they share, which is no likeness of meaning.
        moved = vectors - self._mean
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


class _Letters:
    """Cosines of TF-IDF weighted pairs and triples of letters."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [_grams(text) for text in texts]
        frequent = Counter(gram for grams in counts for gram in grams)
        self._weights = {gram: math.log(len(texts) / n) for gram, n in frequent.items()}
        self._places: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._size = len(texts)
        for row, grams in enumerate(counts):
            for gram, weight in self._weighed(grams).items():
                self._places[gram].append((row, weight))

    def like(self, text: str) -> tuple[Floats, NDArray[np.bool_]]:
        """The cosine with every text, and whether *text* is but a part of it."""
        cosine, own, other = np.zeros((3, self._size), np.float32)
        for gram, weight in self._weighed(_grams(text)).items():
            for row, there in self._places.get(gram, ()):
                cosine[row] += weight * there
                own[row] += weight**2
                other[row] += there**2
        return cosine, (own > _WHOLE) & (other < _PART)

    def _weighed(self, grams: Mapping[str, int]) -> dict[str, float]:
        known = {gram: self._weights.get(gram, math.log(self._size)) for gram in grams}
        length = math.sqrt(sum(weight**2 for weight in known.values())) or 1.0
        return {gram: weight / length for gram, weight in known.items()}


def _grams(text: str) -> Counter[str]:
    words = " ".join(["", *re.findall(r"\w+", text.lower()), ""])
    return Counter(words[at : at + n] for n in (2, 3) for at in range(len(words) - n + 1))


@cache
def utterances(language: str) -> tuple[Utterance, ...]:
    """Those of *language*, in the order of the files."""
    return tuple(_read(language))


@cache
def _letters(language: str) -> _Letters:
    return _Letters([one.text for one in utterances(language)])


def _read(language: str) -> Iterator[Utterance]:
    written = script(language)
    for section, situations in (("topics", written.topics), ("acts", written.acts)):
        for situation in situations.values():
            yield from (Utterance(section, situation.key, text) for text in situation.heard)
    for place, remark in enumerate(written.wonder["told"].when):
        yield from (Utterance(REMARKS, str(place), text) for text in remark.heard)


def digest(text: str) -> int:
    """A number for *text* that does not tell it."""
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    )


@dataclass(frozen=True)
class Shipped:
    """The vectors that come with the lines."""

    digests: NDArray[np.uint64]
    """One an utterance."""
    vectors: NDArray[np.int8]
    """(utterances, width): unit vectors, each stretched to 127."""

    @cached_property
    def _rows(self) -> Mapping[int, int]:
        return {int(number): row for row, number in enumerate(self.digests)}

    def of(self, text: str) -> Floats | None:
        """The unit vector of *text*, if it is there."""
        row = self._rows.get(digest(text))
        if row is None:
            return None
        vector = self.vectors[row].astype(np.float32)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)

    def matrix(self, texts: Sequence[str]) -> Floats:
        """The unit vectors of *texts*, one a row; raises `KeyError` if one is not there."""
        vectors = self.vectors[[self._rows[digest(text)] for text in texts]].astype(np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def pack(texts: Sequence[str], vectors: Floats) -> Shipped:
    """*vectors* of *texts* as they are shipped."""
    stretched = vectors * (127 / np.abs(vectors).max(axis=1, keepdims=True))
    numbers = np.array([digest(text) for text in texts], np.uint64)
    return Shipped(numbers, np.round(stretched).astype(np.int8))


@cache
def shipped(name: str = VECTORS) -> Shipped:
    """What stands in the file *name* of this folder."""
    with (
        (files("bot.dialogue") / name).open("rb") as file,
        np.load(file, allow_pickle=False) as arrays,
    ):
        return Shipped(arrays["digests"], arrays["vectors"])

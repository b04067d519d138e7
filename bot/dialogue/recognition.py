"""Which situation a message belongs to, by what people say in each of them."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence

import numpy as np

from bot.dialogue.lines import LANGUAGES
from bot.dialogue.utterances import (
    WIDTH,
    Floats,
    Likeness,
    Utterances,
    digest,
    shipped,
    utterances,
)
from bot.dialogue.vectors import Vectors
from bot.language import language_of
from bot.protocols import Embedder

_KEPT = 2_000
"""Messages whose likeness is kept, so that a conversation is not read anew at every turn."""

_READ = 400
"""Characters of a message that are compared: one that is longer tells more than one thing."""

Understood = Mapping[str, tuple[Likeness, ...]]
"""By text: the situations that it is most like, the likeliest first."""


class Recogniser:
    """Finds the situations of texts; without an embedder, or if it fails, by their letters alone.

    What it keeps of a text is a digest and the names of situations, never words.
    """

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._vectors = Vectors(embedder, "situations")  # without, letters do
        self._known: OrderedDict[int, tuple[Likeness, ...]] = OrderedDict()
        self._loading = asyncio.Lock()
        self._written: dict[str, Utterances] = {}

    async def understood(self, texts: Sequence[str], /) -> Understood:
        """The likeness of each of *texts*."""
        new = [text for text in dict.fromkeys(texts) if digest(text) not in self._known]
        if new:
            read = [text[:_READ] for text in new]
            languages = [language_of(text, otherwise=LANGUAGES[0]) for text in read]
            written = [await self._loaded(language) for language in languages]
            vectors = await self._vectors.of(read)
            found = await asyncio.to_thread(_likenesses, written, read, vectors)
            self._known.update(zip(map(digest, new), found, strict=True))
        answer = {text: self._known[digest(text)] for text in texts}
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return answer

    async def _loaded(self, language: str) -> Utterances:
        async with self._loading:
            if language not in self._written:
                self._written[language] = await self._read(language)
            return self._written[language]

    async def _read(self, language: str) -> Utterances:
        """The utterances, of which the embedder reads those that were not shipped."""
        vectors = None
        if self._vectors:
            heard = await asyncio.to_thread(utterances, language)
            known = {one.text: shipped().of(one.text) for one in heard}
            new = [text for text, vector in known.items() if vector is None]
            read = await self._vectors.of(new) if new else np.zeros((0, WIDTH), np.float32)
            if read is not None:
                known.update(zip(new, read, strict=True))
                vectors = np.array([known[one.text] for one in heard], np.float32)
        return await asyncio.to_thread(Utterances, language, vectors)


def _likenesses(
    written: Sequence[Utterances], texts: Sequence[str], vectors: Floats | None
) -> list[tuple[Likeness, ...]]:
    rows = [None] * len(texts) if vectors is None else list(vectors)
    return [one.like(text, row) for one, text, row in zip(written, texts, rows, strict=True)]

"""The embedder that comes with maum: it says which sentences are about the same thing."""

import asyncio
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from config.errors import EmbeddingError

Floats = NDArray[np.float32]

PREFIX = "query: "
"""What the model was pretrained to see before a text that is compared with its like."""
_LONGEST = 128
"""Tokens of a text that are read."""
_BATCH = 16


class Embeddings:
    """The network in memory. Blocks; thread-safe."""

    def __init__(self, folder: Path, *, network: str = "memory", threads: int = 1) -> None:
        """The *network* of that name in *folder*; raises `ConfigError`."""
        from bot.encoder.tower import Tower
        from bot.encoder.words import Words

        self._words = Words(folder, longest=_LONGEST)
        self._tower = Tower(folder / f"{network}.onnx", threads=threads)

    def of(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, (texts, width); raises `EmbeddingError`."""
        found = np.zeros((len(texts), self._words.width), np.float32)
        for batch in _alike(texts):
            found[batch] = self._run([PREFIX + texts[number] for number in batch])
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.maximum(lengths, 1e-12), np.float32)

    def _run(self, texts: Sequence[str]) -> Floats:
        from bot.encoder.session import FAULTS

        try:
            return self._tower.run(self._words(texts))["embedding"]
        except FAULTS as error:
            raise EmbeddingError("the memory model failed on a text") from error


def _alike(texts: Sequence[str]) -> Iterator[list[int]]:
    """The numbers of *texts* in batches, those of a length together.

    A batch costs as much as its longest text for each in it.
    """
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    return (order[start : start + _BATCH] for start in range(0, len(order), _BATCH))


class EmbeddedEmbedder:
    """Embeds Korean and English with the model folder *model*; empty means maum's own.

    An async context manager: the network is loaded from entering on; for maum's own nobody waits
    before the first text does. Without that, the first text loads it.
    """

    def __init__(self, model: str = "", *, network: str = "memory", threads: int = 1) -> None:
        """*network*: ``memory``, ``paraphrase``, which tells more finely what is said, ``telling``, of what kind, or
        ``reranker``, of how a line answers a message."""
        self._name = network
        self._folder = Path(model) if model else Path(str(files("bot.encoder") / "model"))
        self._threads = threads
        self._network: Embeddings | None = None
        self._loading = asyncio.Lock()
        self._own = not model
        self._warming: asyncio.Task[Embeddings] | None = None

    async def __aenter__(self) -> Self:
        self._warming = asyncio.create_task(self._loaded())
        if not self._own:
            await self._warming
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._warming is not None:
            await asyncio.wait([self._warming])
        self._network = None

    async def embed(self, texts: Sequence[str], /) -> Floats:
        """Unit vectors, (texts, 384): the product of two is their cosine.

        Raises `EmbeddingError` if the network cannot read a text, `ConfigError` if it is not there.
        """
        network = await self._loaded()
        return await asyncio.to_thread(network.of, texts)

    async def _loaded(self) -> Embeddings:
        async with self._loading:
            if self._network is None:
                self._network = await asyncio.to_thread(
                    Embeddings, self._folder, network=self._name, threads=self._threads
                )
            return self._network

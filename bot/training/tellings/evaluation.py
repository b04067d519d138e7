"""How well the network tells kinds of messages that it did not learn from."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.dialogue.tellings import DIRECTIONS, directions
from bot.memory.embedded import EmbeddedEmbedder
from bot.training.tellings.examples import Example
from bot.training.tellings.training import NETWORK

_BARS = (0.0, 0.2, 0.3, 0.4, 0.5)


async def evaluate(folder: Path, language: str, examples: Sequence[Example]) -> str:
    """A table for *examples*: by bar, the share of them that it tells a kind of, and how often rightly.

    *folder* holds ``telling.onnx`` with its words, and ``tellings.npz``.
    """
    known = directions(folder / DIRECTIONS)
    embedder = EmbeddedEmbedder(str(folder), network=NETWORK)
    vectors = await embedder.embed([one.text for one in examples])
    found = [next(iter(known.of(vector).items())) for vector in vectors]
    scores = np.array([score for _, score in found])
    right = np.array([key in told.kinds for (key, _), told in zip(found, examples, strict=True)])
    rows = [
        f"| {bar:.1f} | {(scores >= bar).mean():.2f} | {right[scores >= bar].mean():.2f} |\n"
        for bar in _BARS
        if (scores >= bar).any()
    ]
    return "".join(
        [f"\n{language}, {len(examples)}:\n\n| from | told | rightly |\n|---|---|---|\n", *rows]
    )

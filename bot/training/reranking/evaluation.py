"""How well the network grades lines that it did not learn from."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from bot.dialogue.reranking import LAYER, layer
from bot.dialogue.utterances import Floats
from bot.memory.embedded import EmbeddedEmbedder
from bot.training.reranking.examples import VERDICTS, Example
from bot.training.reranking.training import NETWORK

_BARS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)


async def evaluate(folder: Path, language: str, examples: Sequence[Example]) -> str:
    """A table for *examples*, message by message in order: by bar, how often a line is said, and how it is found.

    The line that is said to a message is the one of the highest grade above the bar, first as the network in
    *folder* grades it, and then by the scores alone.
    """
    embedder = EmbeddedEmbedder(str(folder), network=NETWORK)
    vectors = await embedder.embed([one.text for one in examples])
    offered = [one.offered for one in examples]
    last = layer(folder / LAYER)
    tables = [
        _table(language, examples, last.grades(offered, made), by)
        for made, by in ((vectors, "by the network"), (None, "by scores"))
    ]
    return "".join(tables)


def _table(language: str, examples: Sequence[Example], grades: Floats, by: str) -> str:
    messages = [
        [*rows] for _, rows in groupby(range(len(examples)), lambda row: examples[row].message)
    ]
    best = np.array([max(rows, key=lambda row: grades[row]) for rows in messages])
    verdicts = np.array([VERDICTS[examples[row].verdict] for row in best])
    rows = list[str]()
    for bar in _BARS:
        said = grades[best] >= bar
        found = [np.mean(said & (verdicts == verdict)) for verdict in "GPW"]
        rows.append(
            " | ".join([f"| {bar:.2f}", *(f"{one:.3f}" for one in (said.mean(), *found))]) + " |\n"
        )
    head = "| bar | said | good | passable | wrong |\n|---|---|---|---|---|\n"
    return f"\n{language}, {by}, {len(messages)} messages:\n\n{head}{''.join(rows)}"

"""Measures the memory network: do its vectors agree with people on which sentences are alike?"""

import csv
import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scipy.stats import spearmanr  # type: ignore[import-untyped]

from bot.memory.embedded import Embeddings


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences, and how alike people found them, 0 to 5."""

    one: str
    other: str
    likeness: float


def korsts(folder: Path) -> tuple[Pair, ...]:
    """The test part of KorSTS (Ham et al. 2020), ``sts-test.tsv.gz`` in *folder*."""
    with gzip.open(folder / "sts-test.tsv.gz", "rt", encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(Pair(row["sentence1"], row["sentence2"], float(row["score"])) for row in rows)


def spearman(folder: Path, pairs: Sequence[Pair]) -> float:
    """The rank correlation of the cosines with the likeness of *pairs*; 0 without pairs."""
    if not pairs:
        return 0.0
    network = Embeddings(folder)
    ones, others = ([pair.one for pair in pairs], [pair.other for pair in pairs])
    cosines = (network.of(ones) * network.of(others)).sum(1)
    return float(spearmanr(cosines, [pair.likeness for pair in pairs]).statistic)

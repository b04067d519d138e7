"""Linear heads on the letters of a text: what the network overlooks, these have read.

A text is the set of its runs of one to four characters; each run falls into one of 2^bits buckets
by its CRC-32, and a head sums the weights of the buckets that are filled.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from config.errors import ConfigError

Floats = NDArray[np.float32]

_LENGTHS = range(1, 5)


def checksums(text: str) -> NDArray[np.int64]:
    """The CRC-32 of every run of *text*, each once; there is always one."""
    return np.array([zlib.crc32(run.encode()) for run in _runs(text)], np.int64)


def buckets(found: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Into which of *count* buckets, a power of two, the checksums *found* fall; each once."""
    # np.unique does the same in three times the time, and every message waits for this.
    fallen = np.sort(found & (count - 1))
    first = np.append(True, fallen[1:] != fallen[:-1])
    return np.asarray(fallen[first], np.int64)


def _runs(text: str) -> set[str]:
    spaced = f" {' '.join(text.lower().split())} ".encode("utf-8", "replace").decode()
    return {
        spaced[start : start + length]
        for length in _LENGTHS
        for start in range(len(spaced) - length + 1)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class NgramHead:
    """The weights of one head, a byte each."""

    weights: NDArray[np.int8]
    """(2^bits, labels)."""
    scales: Floats
    """(labels,): what a weight of one is worth."""
    bias: Floats
    """(labels,)."""

    def logits(self, filled: NDArray[np.int64]) -> Floats:
        """(labels,) for a text that fills the buckets *filled*."""
        sums = self.weights.take(filled, 0).sum(0, np.int32)
        return np.asarray(sums * self.scales / len(filled) ** 0.5 + self.bias, np.float32)


class Ngrams:
    """The heads by name. Thread-safe."""

    def __init__(self, heads: Mapping[str, NgramHead]) -> None:
        self._heads = heads
        self._counts = {len(head.weights) for head in heads.values()}

    def run(self, texts: Sequence[str]) -> dict[str, Floats]:
        """By head the logits, (texts, labels)."""
        filled = [self._filled(text) for text in texts]
        return {
            name: np.array([head.logits(by_count[len(head.weights)]) for by_count in filled])
            for name, head in self._heads.items()
        }

    def logits(self, name: str, texts: Sequence[str]) -> Floats:
        """Those of one head, (texts, labels)."""
        head = self._heads[name]
        count = len(head.weights)
        return np.array([head.logits(buckets(checksums(text), count)) for text in texts])

    def _filled(self, text: str) -> dict[int, NDArray[np.int64]]:
        """The buckets of *text* by how many there are in all, which some heads share."""
        found = checksums(text)
        return {count: buckets(found, count) for count in self._counts}


def quantised(weights: Floats, bias: Floats) -> NgramHead:
    """A head of the *weights* (buckets, labels) in eight bits."""
    scales = np.maximum(np.abs(weights).max(0), 1e-8) / 127
    return NgramHead(
        weights=np.round(weights / scales).astype(np.int8),
        scales=scales.astype(np.float32),
        bias=bias.astype(np.float32),
    )


def write_ngrams(heads: Mapping[str, NgramHead], file: Path) -> None:
    """Write what `read_ngrams` reads."""
    arrays = {
        f"{name}.{part}": getattr(head, part) for name, head in heads.items() for part in _PARTS
    }
    np.savez_compressed(file, **arrays)


def read_ngrams(file: Path) -> Ngrams:
    """The heads in *file*; raises `ConfigError`."""
    try:
        with np.load(file, allow_pickle=False) as arrays:
            names = sorted({key.rpartition(".")[0] for key in arrays})
            return Ngrams(
                {name: NgramHead(**{part: arrays[f"{name}.{part}"] for part in _PARTS})
                 for name in names}
            )  # fmt: skip
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise ConfigError(f"{file} holds no n-gram heads: {error}") from error


_PARTS = ("weights", "scales", "bias")

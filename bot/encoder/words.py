"""The tokenizer and the table of word vectors that every network of a model folder shares."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.encoder.fourbit import Floats, FourBit, pack
from bot.encoder.session import open_tokenizer
from config.errors import ConfigError

_TOKENIZER = "tokenizer.json.gz"
_TABLE = "words.npz"


@dataclass(frozen=True, slots=True)
class Vectors:
    """Texts as the vectors of their tokens; the ends of shorter texts mean nothing."""

    vectors: Floats
    """(texts, tokens, width)."""
    mask: NDArray[np.int64]
    """(texts, tokens): 1 where there is a token."""


class Words:
    """Looks texts up. Blocks for microseconds; thread-safe."""

    def __init__(self, folder: Path, *, longest: int, endings: bool = False) -> None:
        """From what `write_words` left in *folder*; a text is cut after *longest* tokens.

        With *endings* it loses its middle instead. Raises `ConfigError`.
        """
        self._longest = longest
        self._tokenizer = _tokenizer(folder / _TOKENIZER, None if endings else longest)
        self._table = _table(folder / _TABLE)

    @property
    def width(self) -> int:
        """Numbers of a vector."""
        return self._table.width

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """The vectors of *texts*, of which there is at least one."""
        encodings = self._tokenizer.encode_batch([_encodable(text) for text in texts])
        ids = np.array([encoding.ids for encoding in encodings], np.int64)
        mask = np.array([encoding.attention_mask for encoding in encodings], np.int64)
        if ids.shape[1] > self._longest:
            places = _ends(mask.sum(1), self._longest)
            ids, mask = (np.take_along_axis(whole, places, 1) for whole in (ids, mask))
        return Vectors(self._table.rows(ids), mask)


def write_words(tokenizer: Path, table: Floats, folder: Path) -> None:
    """Write the ``tokenizer.json`` *tokenizer* and *table*, (words, width), to *folder*."""
    packed = pack(table)
    np.savez(folder / _TABLE, nibbles=packed.nibbles, scales=packed.scales)
    # Without a time stamp the same words make the same file.
    (folder / _TOKENIZER).write_bytes(gzip.compress(tokenizer.read_bytes(), mtime=0))


def _encodable(text: str) -> str:
    """*text* without what no tokenizer takes (lone surrogates)."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _ends(lengths: NDArray[np.int64], longest: int) -> NDArray[np.int64]:
    """(texts, longest): the places of the first and the last half of so many tokens."""
    places = np.arange(longest)
    left_out = np.maximum(lengths - longest, 0)[:, None]
    return np.where(places < longest // 2, places, places + left_out)


def _tokenizer(file: Path, longest: int | None) -> Tokenizer:
    return _shared_tokenizer(file, longest, _stamp(file))


def _table(file: Path) -> FourBit:
    return _shared_table(file, _stamp(file))


def _stamp(file: Path) -> int:
    """Tells a file from what was there before it; 0 where there is none."""
    return file.stat().st_mtime_ns if file.is_file() else 0


# Several networks stand on one folder: its words are read once.
@lru_cache(maxsize=4)
def _shared_tokenizer(file: Path, longest: int | None, _: int) -> Tokenizer:
    return open_tokenizer(file, longest)


@lru_cache(maxsize=2)
def _shared_table(file: Path, _: int) -> FourBit:
    try:
        with np.load(file, allow_pickle=False) as arrays:
            return FourBit(nibbles=arrays["nibbles"], scales=arrays["scales"])
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise ConfigError(f"{file} holds no word vectors: {error}") from error

"""A small trained scorer beside the lexicon: it may add a sign, never take one away.

It sums weights of the runs of one to five characters of a sentence. `bot.training.care` learns them
from the half of ``lines.tsv`` that is not kept aside and from the everyday utterances that are
written for the scripted voice (the shipped weights also from public everyday texts), and sets the
bar: at most one in two thousand everyday texts that it has not learned from may pass it.
"""

import struct
import zlib
from importlib.resources import files

FILE = "scorer.bin"
BITS = 15
_HEAD = struct.Struct("<2f")
_LONGEST_RUN = 5


class Scorer:
    """Scores sentences as `bot.care.normal` leaves them; keeps nothing of them."""

    def __init__(self, raw: bytes | None = None) -> None:
        """*raw* is what `packed` makes; the shipped scorer unless given."""
        raw = raw or (files("bot.care") / FILE).read_bytes()
        self._scale, self._bias = _HEAD.unpack_from(raw)
        self._weights = memoryview(raw)[_HEAD.size :].cast("b")

    def score(self, sentence: str, /) -> float:
        """How much *sentence* speaks of one's own death or injury; a sign where above zero."""
        filled = buckets(sentence)
        return float(
            self._scale * sum(self._weights[one] for one in filled) / len(filled) ** 0.5
            + self._bias
        )


def buckets(sentence: str) -> set[int]:
    """The buckets, below 2^`BITS`, into which the runs of *sentence* fall; at least one."""
    text = f" {sentence} "
    return {
        zlib.crc32(text[start : start + length].encode()) & ((1 << BITS) - 1)
        for length in range(1, _LONGEST_RUN + 1)
        for start in range(len(text) - length + 1)
    }


def packed(weights: bytes, *, scale: float, bias: float) -> bytes:
    """What `Scorer` reads: a signed byte a bucket, each worth *scale*."""
    return _HEAD.pack(scale, bias) + weights

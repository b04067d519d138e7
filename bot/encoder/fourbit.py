"""Matrices in four bits a number: 32 neighbours of a row share one scale.

It is the format that the start model's publisher quantised it to, so its table of words loses
nothing here: a number is (nibble − 8) × scale, and the one farthest from zero has nibble 0.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

GROUP = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class FourBit:
    """A matrix of which single rows can be read."""

    nibbles: NDArray[np.uint8]
    """(rows, columns / 2): the even column in the low half, the odd one in the high half."""
    scales: NDArray[np.float16]
    """(rows, columns / 32)."""

    @property
    def width(self) -> int:
        """The number of columns."""
        return 2 * int(self.nibbles.shape[1])

    def rows(self, numbers: NDArray[np.int64]) -> Floats:
        """The rows *numbers*, of any shape, along a new last axis."""
        packed = self.nibbles[numbers]
        signed = np.stack([packed & 15, packed >> 4], -1).astype(np.float32) - 8
        grouped = signed.reshape(*numbers.shape, -1, GROUP)
        whole = grouped * self.scales[numbers].astype(np.float32)[..., None]
        return whole.reshape(*numbers.shape, -1)


def pack(matrix: Floats) -> FourBit:
    """*matrix* with 32 n columns, each number as near as four bits allow."""
    groups = matrix.reshape(len(matrix), -1, GROUP)
    farthest = np.take_along_axis(groups, np.abs(groups).argmax(-1)[..., None], -1)
    # As they are kept: rounding a scale after its numbers were chosen would move every one.
    scales = (farthest / -8).astype(np.float16)
    steps = np.where(scales == 0, 1, scales).astype(np.float32)
    whole = np.clip(np.round(groups / steps) + 8, 0, 15).astype(np.uint8)
    flat = whole.reshape(len(matrix), -1)
    return FourBit(nibbles=flat[:, 0::2] | flat[:, 1::2] << 4, scales=scales[..., 0])

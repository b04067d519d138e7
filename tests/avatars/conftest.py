import io
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from avatars.drawing import draw
from avatars.looks import Look
from avatars.rasterizing import rasterize
from config.moods import Expression

Pixels = NDArray[np.int16]


@pytest.fixture(scope="session")
def pixels() -> Callable[[bytes], Pixels]:
    """The red, green and blue of a picture file: height × width × 3."""
    return _pixels


@pytest.fixture(scope="session")
def drawn() -> Callable[[Expression, Look], Pixels]:
    """An expression on a look, in pixels, at 140 × 140: half of py_avataaars' own grid."""

    @cache
    def picture(expression: Expression, look: Look) -> Pixels:
        return _pixels(rasterize(draw(expression, look), size=140, source="test"))

    return picture


def _pixels(picture: bytes) -> Pixels:
    with Image.open(io.BytesIO(picture)) as opened:
        return np.asarray(opened.convert("RGB"), dtype=np.int16)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bot.encoder.fourbit import GROUP, pack

NUMBERS = st.floats(-8, 8, width=32, allow_nan=False)


def test_what_was_in_four_bits_already_comes_back_the_same() -> None:
    random = np.random.default_rng(0)
    nibbles = random.integers(-8, 8, (5, 3, GROUP)).astype(np.float32)
    nibbles[..., 0] = -8  # the farthest from zero, which fixes the scale
    scales = random.uniform(0.01, 2, (5, 3, 1)).astype(np.float16).astype(np.float32)
    matrix = (nibbles * scales).reshape(5, -1)

    assert np.array_equal(pack(matrix).rows(np.arange(5)), matrix)


@given(arrays(np.float32, (3, 2 * GROUP), elements=NUMBERS))
def test_no_number_moves_by_more_than_a_step(matrix: np.ndarray) -> None:
    packed = pack(matrix)

    steps = np.abs(packed.scales.astype(np.float32)).repeat(GROUP, -1)
    moved = np.abs(packed.rows(np.arange(3)) - matrix)
    assert (moved <= steps * 1.01 + 1e-6).all()


def test_rows_are_read_in_any_shape() -> None:
    matrix = np.arange(4 * GROUP, dtype=np.float32).reshape(4, GROUP)
    packed = pack(matrix)

    found = packed.rows(np.array([[3, 0], [1, 1]]))

    assert found.shape == (2, 2, GROUP)
    assert found[0, 0] == pytest.approx(matrix[3], abs=9)
    assert np.array_equal(found[1, 0], found[1, 1])


def test_half_a_byte_a_number() -> None:
    packed = pack(np.ones((10, 64), np.float32))

    assert packed.nibbles.nbytes == 10 * 32
    assert packed.scales.nbytes == 10 * 2 * 2

"""Several heads in one row."""

import numpy as np
import pytest

from bot.training.dataset import Dataset, Head
from bot.training.finetuning.columns import Columns, probabilities

ONE = Head(name="one", labels=("a", "b"), exclusive=True)
TWO = Head(name="two", labels=("a", "c", "d"))


def test_each_head_has_columns_of_its_own_and_names_that_differ() -> None:
    columns = Columns((ONE, TWO))
    assert [(head.name, part) for head, part in columns] == [
        ("one", slice(0, 2)),
        ("two", slice(2, 5)),
    ]
    assert columns.names == ["a", "b", "two: a", "two: c", "two: d"]


def test_a_data_set_says_nothing_of_the_other_heads_nor_of_labels_it_is_silent_on() -> None:
    texts = Dataset(
        head=TWO, texts=("x",), targets=np.array([[1, 0, 1]], np.float32), silent=("c",)
    )
    row = Columns((ONE, TWO)).targets(texts)
    np.testing.assert_array_equal(row, [[np.nan, np.nan, 1, np.nan, 1]])


def test_an_exclusive_head_shares_one_probability_among_its_labels() -> None:
    logits = np.array([[0.0, 900.0]], np.float32)
    np.testing.assert_allclose(probabilities(ONE, logits), [[0, 1]])
    np.testing.assert_allclose(probabilities(TWO, logits), [[0.5, 1]])
    assert probabilities(ONE, np.zeros((3, 2), np.float32)).sum(1) == pytest.approx(1)

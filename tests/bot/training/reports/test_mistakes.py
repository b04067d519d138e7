import pytest

from bot.training.reports.mistakes import worst
from bot.training.reports.predictions import Predictions


def test_the_surest_mistake_comes_first(five: Predictions) -> None:
    found = worst(five)
    assert [(one.text, one.truth, one.said, one.label) for one in found] == [
        ("text 2", ("a",), ("b",), "b"),
        ("text 4", ("b",), ("c",), "c"),
    ]
    assert [one.probability for one in found] == pytest.approx([0.7, 0.5])
    assert worst(five, most=1) == found[:1]


def test_of_several_labels_the_worst_one_of_a_text_is_named(several: Predictions) -> None:
    found = worst(several)
    assert [(one.text, one.label, one.truth, one.said) for one in found] == [
        ("text 1", "a", ("a", "b"), ("b",)),
        ("text 0", "b", ("a",), ("a", "b")),
    ]
    assert [one.probability for one in found] == pytest.approx([0.2, 0.4])


def test_without_mistakes_there_are_none(predicted) -> None:  # type: ignore[no-untyped-def]
    assert worst(predicted([[1, 0]], [[0.9, 0.1]])) == ()

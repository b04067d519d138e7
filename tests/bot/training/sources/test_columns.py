from collections.abc import Sequence
from typing import Any

import pytest

from bot.training.sources.columns import Layout, examples
from bot.training.sources.table import Row, Table
from config.errors import BadDataset


def table(columns: Sequence[str], *rows: Sequence[Any]) -> Table:
    numbered = [Row(number, tuple(cells)) for number, cells in enumerate(rows, 2)]
    return Table(name="a.csv", columns=tuple(columns), rows=numbered)


def pairs(found: Table, layout: Layout | None = None) -> list[tuple[Any, Any]]:
    return [(one.text, one.labels) for one in examples(found, layout or Layout()).examples]


@pytest.mark.parametrize("names", [("Text", "LABEL"), ("문장", "감정"), ("document", "label")])
def test_columns_are_found_by_what_they_are_called(names: tuple[str, str]) -> None:
    assert pairs(table(("id", *names), (7, "좋아", "기쁨"))) == [("좋아", ("기쁨",))]


def test_a_column_that_nothing_is_called_like_must_be_named() -> None:
    with pytest.raises(BadDataset, match=r"a\.csv: name one .* with --label-column: 'text', 'x'"):
        pairs(table(("text", "x"), ("a", "b")))
    with pytest.raises(BadDataset, match=r"no column 'tekst'; did you mean 'text'"):
        pairs(table(("text", "label"), ("a", "b")), Layout(texts=("tekst",)))


def test_cells_may_be_numbers_and_may_be_missing() -> None:
    found = table(("text", "label"), ("a", 1.0), (12, float("nan")), (None, 0), (" ", None))
    assert pairs(found) == [("a", ("1",)), ("12", None), (None, ("0",)), (None, None)]


def test_several_texts_of_a_row_are_a_group_with_its_labels() -> None:
    found = table(("a", "b", "label"), ("안녕", "잘 가", "1"), ("응", None, "0"))
    got = examples(found, Layout(texts=("a", "b")), first_group=5).examples
    assert [(one.text, one.group) for one in got] == [("안녕", 5), ("잘 가", 5), ("응", 6)]


def test_one_column_is_one_label_even_with_a_comma() -> None:
    found = examples(table(("text", "label"), ("a", "가난한, 불우한")), Layout())
    assert found.exclusive
    assert found.examples[0].labels == ("가난한, 불우한",)


def test_a_delimiter_parts_several_labels() -> None:
    found = table(("text", "label"), ("a", "기쁨; 놀람"), ("b", ""))
    assert pairs(found, Layout(delimiter=";")) == [("a", ("기쁨", "놀람")), ("b", None)]
    assert not examples(found, Layout(delimiter=";")).exclusive


def test_lists_are_several_labels_of_which_there_may_be_none() -> None:
    found = table(("text", "labels"), ("a", ["기쁨", "놀람"]), ("b", []))
    assert pairs(found) == [("a", ("기쁨", "놀람")), ("b", ())]
    assert not examples(found, Layout()).exclusive


def test_several_columns_are_labels_of_0_or_1() -> None:
    found = table(("text", "joy", "fear"), ("a", 1, "0"), ("b", False, 0.0), ("c", "True", 1))
    read = examples(found, Layout(labels=("joy", "fear")))
    assert read.labels == ("joy", "fear")
    assert [one.labels for one in read.examples] == [("joy",), (), ("joy", "fear")]
    assert not read.exclusive


def test_a_label_among_several_that_is_neither_0_nor_1_is_named() -> None:
    with pytest.raises(BadDataset, match=r"a\.csv, row 2, column 'fear': .* not '0.5'"):
        pairs(table(("text", "joy", "fear"), ("a", 1, 0.5)), Layout(labels=("joy", "fear")))


def test_what_a_cell_means_is_looked_up_and_may_leave_the_row_out() -> None:
    layout = Layout(meanings={"0": "no", "1": "yes", "2": ""})
    found = examples(table(("text", "label"), ("a", 1), ("b", 2), ("c", "0")), layout)
    assert [(one.text, one.labels) for one in found.examples] == [("a", ("yes",)), ("c", ("no",))]
    assert found.left_out == 1
    with pytest.raises(BadDataset, match=r"a\.csv, row 2, column 'label': '3' is none of 0, 1, 2"):
        pairs(table(("text", "label"), ("a", 3)), layout)


def test_a_label_that_some_program_wrote_as_a_fraction_is_whole() -> None:
    assert pairs(table(("text", "label"), ("1.0", "1.0"), ("b", "v1.0"))) == [
        ("1.0", ("1",)),
        ("b", ("v1.0",)),
    ]

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.training.opening import open_corpus
from bot.training.sources.options import Options
from bot.training.sources.parts import part_of
from config.errors import BadDataset, UsageError


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_table_is_named_for_its_file(table: Callable[..., Path]) -> None:
    corpus = open_corpus(str(table("my moods.csv", "text,label\na,10\nb,9\nc,10\nb,9\n")))
    assert corpus.origin.name == corpus.dataset.head.name == "my moods"
    assert corpus.dataset.head.labels == ("9", "10")
    assert corpus.dataset.targets.tolist() == [[0, 1], [1, 0], [0, 1]]
    assert corpus.cleaning.duplicates == 1
    assert corpus.as_json()["cleaning"]["kept"] == 3


def test_a_folder_has_a_table_a_part(table: Callable[..., Path]) -> None:
    table("moods/train.jsonl", '{"text": "a", "label": "x"}\n{"text": "b", "label": "y"}\n')
    table("moods/valid.csv", "text,label\nc,x\n")
    folder = table("moods/test.tsv", "text\tlabel\nd\ty\n").parent
    table("moods/readme.md", "not a table")
    corpus = open_corpus(str(folder))
    assert dict(zip(corpus.dataset.texts, corpus.parts, strict=True)) == {
        "a": "train",
        "b": "train",
        "c": "dev",
        "d": "test",
    }
    assert corpus.groups.tolist() == sorted(set(corpus.groups.tolist()))


def test_the_label_column_may_stand_behind_the_name(table: Callable[..., Path]) -> None:
    path = table("a.csv", "text,label,tone\na,x,low\nb,y,high\n")
    assert open_corpus(f"{path}#tone").dataset.head.labels == ("high", "low")


def test_labels_of_0_or_1_in_several_columns(table: Callable[..., Path]) -> None:
    path = table("a.csv", "text,joy,fear\na,1,1\nb,0,0\n")
    corpus = open_corpus(str(path), Options(label_columns=("joy", "fear")))
    assert corpus.dataset.head.labels == ("joy", "fear")
    assert corpus.dataset.targets.tolist() == [[1, 1], [0, 0]]
    assert not corpus.dataset.head.exclusive


def test_a_mistyped_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match="no file, folder or data set 'nsmcc'; did you mean 'nsmc'"
    ):
        open_corpus("nsmcc")
    with pytest.raises(UsageError, match="no file, folder or data set"):
        open_corpus(f"nsmc={tmp_path / 'nowhere'}")


def test_a_column_that_says_the_same_everywhere_is_no_label(table: Callable[..., Path]) -> None:
    with pytest.raises(BadDataset, match="every text has the same label x"):
        open_corpus(str(table("a.csv", "text,label\na,x\nb,x\n")))


def test_a_column_of_numbers_of_rows_is_no_label(table: Callable[..., Path]) -> None:
    rows = "".join(f"text {n},{n}\n" for n in range(60))
    with pytest.raises(BadDataset, match="60 different labels in 60 texts; is --label-column"):
        open_corpus(str(table("a.csv", f"text,label\n{rows}")))


def test_a_table_without_a_labelled_text_is_refused(table: Callable[..., Path]) -> None:
    with pytest.raises(BadDataset, match="no text with a label is left"):
        open_corpus(str(table("a.csv", "text,label\na,\n,x\n")))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("train.csv", "train"),
        ("말뭉치_Training.xlsx", "train"),
        ("ratings_test.txt", "test"),
        ("validation-00000.parquet", "dev"),
        ("DEV.tsv", "dev"),
        ("contest.csv", ""),
        ("values.csv", ""),
    ],
)
def test_the_name_of_a_file_tells_its_part(name: str, part: str) -> None:
    assert part_of(name) == part


def test_an_empty_folder_holds_no_table(tmp_path: Path) -> None:
    with pytest.raises(BadDataset, match="holds no table"):
        open_corpus(str(tmp_path))

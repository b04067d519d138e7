from collections.abc import Callable
from pathlib import Path

import datasets
import pytest

from bot.training.opening import open_corpus
from bot.training.sources.options import Options
from config.errors import BadDataset

datasets.disable_progress_bars()


def single(**columns: list[object]) -> datasets.Dataset:
    features = datasets.Features(
        {"text": datasets.Value("string"), "label": datasets.ClassLabel(names=["슬픔", "기쁨"])}
    )
    return datasets.Dataset.from_dict(columns, features=features)


def test_a_saved_data_set_has_its_parts_and_the_names_of_its_labels(tmp_path: Path) -> None:
    parts = {
        "train": single(text=["좋아", "울었어"], label=[1, 0]),
        "validation": single(text=["신나"], label=[1]),
        "test": single(text=["?", "아파"], label=[-1, 0]),
    }
    datasets.DatasetDict(parts).save_to_disk(tmp_path / "moods")
    corpus = open_corpus(str(tmp_path / "moods"))
    assert corpus.dataset.texts == ("좋아", "울었어", "신나", "아파")
    assert corpus.parts == ("train", "train", "dev", "test")
    assert corpus.dataset.head.labels == ("기쁨", "슬픔")
    assert corpus.dataset.targets.argmax(1).tolist() == [0, 1, 0, 1]
    assert corpus.cleaning.without_label == 1


def test_lists_of_named_labels_are_several_labels(tmp_path: Path) -> None:
    features = datasets.Features(
        {
            "text": datasets.Value("string"),
            "labels": datasets.List(datasets.ClassLabel(names=["joy", "fear", "anger"])),
        }
    )
    rows = {"text": ["a", "b"], "labels": [[0, 2], [1]]}
    datasets.Dataset.from_dict(rows, features=features).save_to_disk(tmp_path / "moods")
    corpus = open_corpus(f"datasets:{tmp_path / 'moods'}")
    assert not corpus.dataset.head.exclusive
    assert corpus.dataset.head.labels == ("anger", "fear", "joy")
    assert corpus.dataset.targets.tolist() == [[1, 0, 1], [0, 1, 0]]


def test_a_folder_that_the_library_can_read(
    write_parquet: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", str(tmp_path / "cache"))
    (tmp_path / "talk").mkdir()
    for part in ("train", "test"):
        columns = {"말": [f"{part} 좋아", f"{part} 싫어"], "기분": [1, 0]}
        write_parquet(f"talk/{part}.parquet", columns)
    options = Options(text_columns=("말",), label_columns=("기분",))
    corpus = open_corpus(f"datasets:{tmp_path / 'talk'}", options)
    assert corpus.origin.name == "talk"
    assert corpus.parts == ("train", "train", "test", "test")
    assert corpus.dataset.targets.tolist() == [[0, 1], [1, 0], [0, 1], [1, 0]]
    assert datasets.config.HF_UPDATE_DOWNLOAD_COUNTS is False  # nobody was told of the folder


def test_a_folder_that_it_cannot_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDataset, match=f"datasets:{tmp_path} cannot be opened"):
        open_corpus(f"datasets:{tmp_path}")

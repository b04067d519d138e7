"""Readers of the public corpora, each in the format its authors publish.

A file may be gzipped. Every reader raises `UsageError` for a folder that does not hold its corpus.
"""

import gzip
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bot.training.dataset import Dataset, Head, multi_hot
from config.errors import UsageError

POLARITY = Head(name="polarity", labels=("pleasant",))


def kote(folder: Path) -> Dataset:
    """KOTE (Jeon et al. 2022): ``id<TAB>text<TAB>label numbers``; train and val together."""
    found = [name for name in ("train.tsv", "val.tsv") if _find(folder, name)]
    rows = [row for name in found or ["val.tsv"] for row in _table(folder, name)]
    return _multi_label("kote", folder, [(row[1], row[2]) for row in rows])


def goemotions(folder: Path, part: str = "train") -> Dataset:
    """GoEmotions (Demszky et al. 2020): ``text<TAB>label numbers<TAB>id``; part train, dev or test."""
    return _multi_label(
        "goemotions", folder, [(row[0], row[1]) for row in _table(folder, f"{part}.tsv")]
    )


def nsmc(folder: Path) -> Dataset:
    """Naver film reviews: ``id<TAB>text<TAB>0 or 1`` under a header row."""
    rows = [row for row in list(_table(folder, "ratings_train.txt"))[1:] if row[1].strip()]
    targets = np.array([[float(row[2])] for row in rows], np.float32)
    return Dataset(head=POLARITY, texts=tuple(row[1] for row in rows), targets=targets)


def daily_lines(folder: Path) -> tuple[str, ...]:
    """The everyday questions of Chatbot_data (Song 2018): those labelled 0, neither loss nor love."""
    import csv

    with _open(folder, "ChatbotData.csv") as lines:
        return tuple(row["Q"] for row in csv.DictReader(lines) if row["label"] == "0")


def _multi_label(name: str, folder: Path, rows: list[tuple[str, str]]) -> Dataset:
    with _open(folder, "labels.txt") as lines:
        labels = tuple(line.strip() for line in lines if line.strip())
    numbers = [[int(number) for number in row.split(",")] for _, row in rows]
    return Dataset(
        head=Head(name=name, labels=labels),
        texts=tuple(text for text, _ in rows),
        targets=multi_hot(numbers, len(labels)),
    )


def _table(folder: Path, name: str) -> Iterator[list[str]]:
    # Not the csv module: quotation marks in these files belong to the texts.
    with _open(folder, name) as lines:
        for line in lines:
            if line.strip():
                yield line.rstrip("\r\n").split("\t")


def _open(folder: Path, name: str):  # type: ignore[no-untyped-def]
    path = _find(folder, name)
    if path is None:
        raise UsageError(f"{folder} has no {name} and no {name}.gz")
    return (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8")
    )


def _find(folder: Path, name: str) -> Path | None:
    return next((path for path in (folder / name, folder / f"{name}.gz") if path.is_file()), None)

"""What maum's own network learns from and is measured on, by the readers of `maum train`.

Nothing is cleaned away: a seed parts the texts as it did when the network that ships was trained.
"""

from collections.abc import Collection
from pathlib import Path

import numpy as np

from bot.training.cleaning import Example
from bot.training.dataset import Dataset, Head, multi_hot
from bot.training.sources.catalogue import catalogue
from bot.training.sources.columns import Layout, examples
from bot.training.sources.files import find
from bot.training.sources.found import Found
from bot.training.sources.options import Options
from bot.training.sources.table import read_table
from config.errors import UsageError

POLARITY = Head(name="polarity", labels=("pleasant",))


def kote(folder: Path) -> Dataset:
    """KOTE's train and dev part together; raises `UsageError`, `BadDataset`, as all of these do."""
    return _multi_label("kote", folder, {"train", "dev"})


def goemotions(folder: Path, part: str = "train") -> Dataset:
    """One part of GoEmotions: ``train``, ``dev`` or ``test``."""
    return _multi_label("goemotions", folder, {part})


def nsmc(folder: Path) -> Dataset:
    """The train part of the film reviews."""
    rows = _part(catalogue()["nsmc"].read(folder, Options()), folder, {"train"})
    targets = np.array([[one.labels == ("positive",)] for one in rows], np.float32)
    return Dataset(head=POLARITY, texts=_texts(rows), targets=targets)


def daily_lines(folder: Path) -> tuple[str, ...]:
    """The everyday questions of Chatbot_data (Song 2018): those labelled 0, neither loss nor love."""
    file = find(folder, ["ChatbotData.csv"])
    if file is None:
        raise UsageError(f"{folder} has no ChatbotData.csv")
    found = examples(read_table(file), Layout(texts=("Q",), labels=("label",)))
    return _texts([one for one in found.examples if one.labels == ("0",)])


def _multi_label(name: str, folder: Path, parts: Collection[str]) -> Dataset:
    found = catalogue()[name].read(folder, Options())
    number = {label: place for place, label in enumerate(found.labels)}
    rows = _part(found, folder, parts)
    return Dataset(
        head=Head(name=name, labels=found.labels),
        texts=_texts(rows),
        targets=multi_hot(
            [[number[label] for label in one.labels or ()] for one in rows], len(number)
        ),
    )


def _part(found: Found, folder: Path, parts: Collection[str]) -> list[Example]:
    rows = [one for one in found.examples if one.part in parts and one.text and one.labels]
    if not rows:
        raise UsageError(f"{folder} has no {' or '.join(sorted(parts))} part")
    return rows


def _texts(rows: list[Example]) -> tuple[str, ...]:
    return tuple(one.text or "" for one in rows)

"""A tiny random BERT with its tokenizer, and texts that it can learn in a second."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from tiny import bert

from bot.training.dataset import Dataset, Head, multi_hot
from bot.training.finetuning.hyperparameters import Hyperparameters
from bot.training.finetuning.run import learn
from bot.training.splitting import Splits

TELLING = {
    "joy": ("좋아", "기뻐", "신나", "행복해"),
    "anger": ("화나", "짜증나", "싫어", "열받아"),
    "fear": ("무서워", "떨려", "겁나", "불안해"),
}
FILLING = ("오늘", "정말", "너무", "나는", "그냥", "하루", "친구", "학교", "점심", "저녁")


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BERT of one layer with a WordPiece tokenizer."""
    folder = tmp_path_factory.mktemp("start")
    bert.build(folder, (*FILLING, *(word for words in TELLING.values() for word in words)))
    return folder


def _lines(count: int, seed: int) -> list[tuple[str, tuple[str, ...]]]:
    """Texts of four words, each with the one or two feelings that its telling words are of."""
    random = np.random.default_rng(seed)
    names = list(TELLING)
    found = []
    for number in range(count):
        felt = (names[number % 3],) if number % 2 else (names[number % 3], names[(number + 1) % 3])
        words = [str(random.choice(TELLING[name])) for name in felt]
        words += [str(random.choice(FILLING)) for _ in range(4 - len(words))]
        found.append((" ".join(random.permutation(words)), felt))
    return found


def _any_number(count: int, seed: int) -> Dataset:
    return _dataset("feelings", _lines(count, seed), exclusive=False)


def _one_each(count: int, seed: int) -> Dataset:
    rows = [(text, felt) for text, felt in _lines(2 * count, seed) if len(felt) == 1]
    return _dataset("moods", rows, exclusive=True)


def _dataset(name: str, rows: Sequence[tuple[str, tuple[str, ...]]], *, exclusive: bool) -> Dataset:
    numbers = [[list(TELLING).index(one) for one in felt] for _, felt in rows]
    return Dataset(
        head=Head(name=name, labels=tuple(TELLING), exclusive=exclusive),
        texts=tuple(text for text, _ in rows),
        targets=multi_hot(numbers, len(TELLING)),
    )


def _parts(make: Callable[[int, int], Dataset]) -> Splits:
    train, dev, test = make(150, 1), make(48, 2), make(48, 3)
    return Splits(train=train, dev=dev, test=test, published=(), seed=0)


@pytest.fixture(scope="session")
def moods() -> Splits:
    """Exactly one of three labels a text."""
    return _parts(_one_each)


@pytest.fixture(scope="session")
def feelings() -> Splits:
    """Any number of three labels a text."""
    return _parts(_any_number)


@pytest.fixture(scope="session")
def choices() -> Callable[..., Hyperparameters]:
    """The choices of a run that takes a second; others by name."""

    def choices(**changed: object) -> Hyperparameters:
        usual = {"learning_rate": 5e-3, "batch": 8, "epochs": 4, "patience": 0}
        return Hyperparameters(**usual | changed)  # type: ignore[arg-type]

    return choices


@pytest.fixture(scope="session")
def both(
    start: Path,
    moods: Splits,
    feelings: Splits,
    choices: Callable[..., Hyperparameters],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A network that learned two data sets at once."""
    out = tmp_path_factory.mktemp("both")
    learn(str(start), [moods, feelings], out, choices(), lambda _: None, Event())
    return out

"""Any model that reads emotion, as an evaluation asks it."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.protocols import EmotionClassifier, Scores
from bot.training.companion import MOOD
from bot.training.dataset import Head
from bot.training.metrics import Floats
from bot.wiring import opened
from config.backends import build

if TYPE_CHECKING:
    from bot.training.finetuning.trained import Trained

POLARITY = "polarity"
"""The head that says how probably a text is pleasant."""


class Judge(Protocol):
    """A model with one or several sets of labels."""

    @property
    def heads(self) -> Sequence[Head]:
        """What it can be asked for."""
        ...

    def probabilities(self, head: Head, texts: Sequence[str], /) -> Floats:
        """What one of its heads says, (texts, labels). Blocks; raises `EmotionError`."""
        ...

    def thresholds(self, head: Head, /) -> tuple[float, ...]:
        """From which probability on it claims each label itself; empty where it does not say."""
        ...


@contextmanager
def open_judge(spec: str, *, threads: int = 1) -> Iterator[Judge]:
    """The model that *spec* names: ``hf:FOLDER``, ``embedded[:FOLDER]``, or any other classifier.

    Raises `ConfigError` or `TrainingError` if it cannot be loaded.
    """
    name, _, model = spec.partition(":")
    if name == "hf":
        yield FineTuned(_trained(model, threads))
    elif name == "embedded":
        yield Embedded(Path(model or str(files("bot.encoder") / "model")), threads)
    else:
        backend = build("maum.classifiers", spec, offered={"threads": threads})
        with asyncio.Runner() as runner:
            stack = AsyncExitStack()
            try:
                runner.run(stack.enter_async_context(opened(backend)))
                yield Classifier(backend, runner)
            finally:
                runner.run(stack.aclose())


def _trained(model: str, threads: int) -> "Trained":
    import torch

    from bot.training.finetuning.trained import load_trained

    torch.set_num_threads(threads)
    return load_trained(model)


class FineTuned:
    """A classifier of transformers; its labels may be any."""

    def __init__(self, trained: "Trained") -> None:
        self._trained = trained
        self.heads: Sequence[Head] = trained.columns.heads

    def probabilities(self, head: Head, texts: Sequence[str], /) -> Floats:
        """By the softmax of an exclusive head, the sigmoid of any other."""
        return self._trained.probabilities(list(self.heads).index(head), texts)

    def thresholds(self, _head: Head, /) -> tuple[float, ...]:
        """None of its own."""
        return ()


class Embedded:
    """maum's own network, each head as it was trained, not yet joined with the others."""

    def __init__(self, folder: Path, threads: int) -> None:
        from bot.emotion.network import Network

        self._network = Network(folder, threads=threads)
        self.heads: Sequence[Head] = [
            Head(name=name, labels=head.labels, exclusive=name == MOOD.name)
            for name, head in self._network.card.heads.items()
        ]

    def probabilities(self, head: Head, texts: Sequence[str], /) -> Floats:
        """By the softmax of the moods, the sigmoid of the others."""
        from bot.emotion.embedded import mood_odds, sigmoid

        # One by one, as in use.
        logits = np.concatenate([self._network.run([text])[head.name] for text in texts])
        if head.name != MOOD.name:
            return sigmoid(logits)
        rows = [list(mood_odds(self._network.card, row).values()) for row in logits]
        return np.array(rows, np.float32)

    def thresholds(self, head: Head, /) -> tuple[float, ...]:
        """As calibrated."""
        return self._network.card.heads[head.name].thresholds


class Classifier:
    """A backend of anybody's, through the protocol that the companion uses."""

    def __init__(self, backend: EmotionClassifier, runner: asyncio.Runner) -> None:
        self._backend = backend
        self._runner = runner
        # A classifier may have other labels for each language.
        first, second = self._scores(["안녕", "hello"])
        self.heads: Sequence[Head] = [
            Head(name="labels", labels=tuple({**first.labels, **second.labels})),
            *([MOOD] if first.moods else []),
            *([] if first.polarity is None else [Head(name=POLARITY, labels=("pleasant",))]),
        ]

    def probabilities(self, head: Head, texts: Sequence[str], /) -> Floats:
        """What the companion would be told."""
        rows = [_row(head, scores) for scores in self._scores(texts)]
        return np.array(rows, np.float32)

    def thresholds(self, _head: Head, /) -> tuple[float, ...]:
        """None: a classifier gives probabilities alone."""
        return ()

    def _scores(self, texts: Sequence[str]) -> list[Scores]:
        return self._runner.run(self._classified(texts))

    async def _classified(self, texts: Sequence[str]) -> list[Scores]:
        return [await self._backend.classify(text) for text in texts]


def _row(head: Head, scores: Scores) -> list[float]:
    if head.name == POLARITY:
        return [((scores.polarity or 0.0) + 1) / 2]
    if head.name == MOOD.name:
        moods = {str(mood): share for mood, share in scores.moods.items()}
        return [moods.get(label, 0.0) for label in head.labels]
    return [scores.labels.get(label, 0.0) for label in head.labels]

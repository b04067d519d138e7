"""Predictions small enough to count by hand."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from bot.training.dataset import Dataset, Head
from bot.training.reports.predictions import Predictions

Make = Callable[..., Predictions]


@pytest.fixture
def predicted() -> Make:
    """Predictions from rows of targets and of probabilities."""

    def make(
        targets: Sequence[Sequence[int]],
        probabilities: Sequence[Sequence[float]],
        *,
        labels: Sequence[str] = (),
        exclusive: bool = True,
    ) -> Predictions:
        names = tuple(labels) or tuple("abcdefgh"[: len(targets[0])])
        dataset = Dataset(
            head=Head(name="x", labels=names, exclusive=exclusive),
            texts=tuple(f"text {number}" for number in range(len(targets))),
            targets=np.array(targets, np.float32),
        )
        return Predictions(dataset=dataset, probabilities=np.array(probabilities, np.float32))

    return make


@pytest.fixture
def five(predicted: Make) -> Predictions:
    """Of five texts with one of three labels, two are mistaken; none has the third label."""
    return predicted(
        [[1, 0, 0], [1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0]],
        [[0.8, 0.1, 0.1], [0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.1, 0.9, 0.0], [0.25, 0.25, 0.5]],
    )


@pytest.fixture
def several(predicted: Make) -> Predictions:
    """Four texts with any of two labels; a probability of .3 says it."""
    return predicted(
        [[1, 0], [1, 1], [0, 1], [0, 0]],
        [[0.9, 0.4], [0.2, 0.8], [0.1, 0.3], [0.05, 0.1]],
        exclusive=False,
    )

import numpy as np
import pytest

from bot.training.calibration import weights
from bot.training.dataset import Dataset, Head

RANDOM = np.random.default_rng(0)
COUNT = 3000


def told(logits: np.ndarray, *, exclusive: bool) -> Dataset:
    """Texts whose labels are as probable as *logits* say."""
    labels = Head(name="x", labels=tuple("abc"), exclusive=exclusive)
    if exclusive:
        odds = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
        drawn = (RANDOM.random((COUNT, 1)) > odds.cumsum(1)).sum(1)
        targets = np.eye(3, dtype=np.float32)[np.minimum(drawn, 2)]
    else:
        targets = (RANDOM.random(logits.shape) < 1 / (1 + np.exp(-logits))).astype(np.float32)
    return Dataset(head=labels, texts=("",) * COUNT, targets=targets)


@pytest.mark.parametrize("exclusive", [True, False])
def test_logits_that_are_too_sure_are_taken_down(exclusive: bool) -> None:
    right = RANDOM.normal(0, 1.5, (COUNT, 3))
    own, beside = weights(2 * right, np.zeros((COUNT, 3)), told(right, exclusive=exclusive))
    assert own == pytest.approx(0.5, abs=0.05)
    assert beside >= 0


def test_each_voice_counts_as_much_as_it_knows() -> None:
    one, other, noise = (RANDOM.normal(0, 1.5, (COUNT, 3)) for _ in range(3))
    dataset = told(one + 0.5 * other, exclusive=False)
    assert weights(one, other, dataset) == pytest.approx((1, 0.5), abs=0.1)
    assert weights(one + 0.5 * other, noise, dataset) == pytest.approx((1, 0), abs=0.1)

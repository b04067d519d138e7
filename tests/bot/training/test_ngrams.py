import numpy as np
import pytest
from scipy.optimize import check_grad

from bot.emotion.ngrams import Ngrams
from bot.training.dataset import Dataset, Head
from bot.training.ngrams import _sigmoid, _softmax, fit

TEXTS = ("정말 좋아", "너무 좋다", "좋아 좋아", "정말 싫어", "너무 싫다", "싫어 싫어")
GLAD = np.array([[1, 0]] * 3 + [[0, 1]] * 3, np.float32)


@pytest.mark.parametrize("exclusive", [True, False])
def test_it_learns_which_letters_tell(exclusive: bool) -> None:
    labels = Head(name="two", labels=("glad", "grim"), exclusive=exclusive)
    learned = fit(Dataset(head=labels, texts=TEXTS, targets=GLAD), bits=10, penalty=0.1)
    found = Ngrams({"two": learned}).run(["오늘 좋았어", "오늘 싫었어"])["two"]
    assert found.argmax(1).tolist() == [0, 1]


def test_a_rare_label_is_improbable_where_no_letter_is_known() -> None:
    labels = Head(name="rare", labels=("rare",))
    rare = np.array([[1], [0], [0], [0], [0], [0]], np.float32)
    learned = fit(Dataset(head=labels, texts=TEXTS, targets=rare), bits=10, penalty=10)
    assert Ngrams({"rare": learned}).run(["xyz"])["rare"][0, 0] < -1


@pytest.mark.parametrize("odds", [_sigmoid, _softmax])
def test_the_slopes_are_those_of_the_losses(odds: object) -> None:
    targets = GLAD.astype(float)
    scores = np.random.default_rng(0).normal(size=targets.shape)

    def loss(flat: np.ndarray) -> float:
        return odds(flat.reshape(targets.shape), targets)[0]  # type: ignore[operator, no-any-return]

    def slope(flat: np.ndarray) -> np.ndarray:
        return odds(flat.reshape(targets.shape), targets)[1].ravel()  # type: ignore[operator, no-any-return]

    assert check_grad(loss, slope, scores.ravel()) < 1e-5

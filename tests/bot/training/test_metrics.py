import numpy as np
import pytest

from bot.training.metrics import accuracy, multi_label


def test_a_perfect_ranking_has_all_the_area_and_f1() -> None:
    targets = np.array([[1, 0], [0, 1], [1, 1], [0, 0]], np.float32)
    found = multi_label(targets, targets * 0.8 + 0.1, targets > 0)
    assert (found.macro_f1, found.micro_f1, found.macro_auroc) == (1, 1, 1)


def test_area_and_f1_by_hand() -> None:
    targets = np.array([[1, 0], [0, 1], [1, 0], [0, 1]], np.float32)
    probabilities = np.array([[0.9, 0.1], [0.6, 0.4], [0.4, 0.6], [0.1, 0.9]], np.float32)
    found = multi_label(targets, probabilities, probabilities >= 0.3)
    assert found.macro_auroc == pytest.approx(3 / 4)
    assert found.macro_f1 == pytest.approx(0.8)


def test_a_label_that_no_text_has_does_not_count_for_the_area() -> None:
    targets = np.array([[1, 0], [0, 0]], np.float32)
    probabilities = np.array([[0.9, 0.2], [0.1, 0.9]], np.float32)
    assert multi_label(targets, probabilities, probabilities > 0.3).macro_auroc == 1


def test_accuracy_is_the_share_of_right_answers() -> None:
    assert accuracy(["sad", "joy"], ["sad", "calm"]) == 0.5

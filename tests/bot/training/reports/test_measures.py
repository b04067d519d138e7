import numpy as np
import pytest
from sklearn.metrics import classification_report, roc_auc_score

from bot.training.reports.measures import AVERAGES, measure
from bot.training.reports.predictions import Predictions


def test_one_label_a_text_by_hand(five: Predictions) -> None:
    found = measure(five)
    a, b, c = found.labels
    assert (a.precision, a.recall, a.f1, a.support) == (
        1,
        pytest.approx(2 / 3),
        pytest.approx(0.8),
        3,
    )
    assert (b.precision, b.recall, b.f1, b.support) == (0.5, 0.5, 0.5, 2)
    assert (c.precision, c.recall, c.f1, c.support) == (0, 0, 0, 0)
    assert found.accuracy == pytest.approx(3 / 5)
    # The third label, which no text has, is in none of the means.
    assert found.mean("macro").f1 == pytest.approx((0.8 + 0.5) / 2)
    assert found.mean("weighted").f1 == pytest.approx((3 * 0.8 + 2 * 0.5) / 5)
    assert found.mean("macro").support == 2
    assert found.texts == 5


def test_several_labels_a_text_by_hand(several: Predictions) -> None:
    found = measure(several)
    a, b = found.labels
    assert (a.precision, a.recall, a.support) == (1, 0.5, 2)
    assert (b.precision, b.recall, b.support) == (pytest.approx(2 / 3), 1, 2)
    assert found.mean("micro").precision == pytest.approx(3 / 4)
    assert found.accuracy == pytest.approx(2 / 4)
    # Of the pairs of a text with the label and one without: 4 of 4 and 3 of 4 are in order.
    assert found.macro_auroc == pytest.approx((4 / 4 + 3 / 4) / 2)


@pytest.mark.parametrize("exclusive", [True, False])
def test_the_same_figures_as_scikit_learn_s_report(predicted, exclusive: bool) -> None:  # type: ignore[no-untyped-def]
    random = np.random.default_rng(1)
    targets = np.eye(4, dtype=int)[random.integers(0, 4, 200)]
    if not exclusive:
        targets |= random.integers(0, 2, targets.shape)
    odds = random.random(targets.shape) + targets * 0.3
    shares = odds / odds.sum(1, keepdims=True) if exclusive else odds / 2
    predictions = predicted(targets, shares, exclusive=exclusive)
    truth, said = (
        (targets.argmax(1), shares.argmax(1)) if exclusive else (targets, predictions.said)
    )
    names = list(predictions.labels)
    expected = classification_report(
        truth, said, target_names=names, output_dict=True, zero_division=0
    )
    found = measure(predictions)
    for score in (*found.labels, *(found.mean(name) for name in AVERAGES[:2])):
        name = score.name if score.name in names else f"{score.name} avg"
        assert score.precision == pytest.approx(expected[name]["precision"])
        assert score.recall == pytest.approx(expected[name]["recall"])
        assert score.f1 == pytest.approx(expected[name]["f1-score"])
    assert [score.support for score in found.labels] == [expected[n]["support"] for n in names]
    assert found.macro_auroc == pytest.approx(
        roc_auc_score(targets, predictions.probabilities, average="macro")
    )
    if exclusive:
        assert found.accuracy == pytest.approx(expected["accuracy"])

import pytest

from bot.training.reports.predictions import Predictions
from bot.training.reports.reliability import reliability


def test_the_likeliest_labels_by_hand(five: Predictions) -> None:
    # Claims of .8, .6, .9 that hold, of .7 and .5 that do not.
    found = reliability(five)
    assert [(one.low, one.claims, one.held) for one in found.bins] == [
        (0.5, 1, 0),
        (0.6, 1, 1),
        (0.7, 1, 0),
        (0.8, 1, 1),
        (0.9, 1, 1),
    ]
    assert found.error == pytest.approx((0.5 + 0.4 + 0.7 + 0.2 + 0.1) / 5)


def test_of_several_labels_each_is_a_claim(several: Predictions) -> None:
    found = reliability(several)
    assert sum(one.claims for one in found.bins) == 8
    low = found.bins[0]
    assert (low.claims, low.held, low.confidence) == (1, 0, pytest.approx(0.05))


def test_claims_that_hold_as_often_as_they_say_have_no_error(predicted) -> None:  # type: ignore[no-untyped-def]
    found = reliability(predicted([[1, 0]] * 3 + [[0, 1]], [[0.75, 0.25]] * 4))
    assert found.error == pytest.approx(0)
    assert reliability(predicted([[1, 0]], [[1.0, 0.0]])).error == 0

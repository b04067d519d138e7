import numpy as np

from bot.training.thresholds import crossed_claims, thresholds


def test_a_rare_label_is_claimed_from_a_lower_probability_on() -> None:
    random = np.random.default_rng(0)
    truth = (random.random((4000, 2)) < [0.5, 0.05]).astype(np.float32)
    odds = np.clip(truth * [0.5, 0.1] + random.random((4000, 2)) * [0.4, 0.1], 0, 1)
    common, rare = thresholds(truth, odds)
    assert 0.36 <= common <= 0.52
    assert 0.06 <= rare <= 0.12


def test_claims_are_judged_on_texts_that_chose_nothing() -> None:
    # A probability that tells nothing: on the very texts one would find a lucky threshold.
    random = np.random.default_rng(1)
    truth = (random.random((200, 1)) < 0.3).astype(np.float32)
    claims = crossed_claims(truth, random.random((200, 1)))
    assert claims.shape == truth.shape
    assert 0.3 < claims.mean() <= 1


def test_where_probabilities_tell_all_claims_are_right() -> None:
    truth = np.eye(3, dtype=np.float32).repeat(20, 0)
    assert (crossed_claims(truth, truth * 0.8) == (truth > 0)).all()

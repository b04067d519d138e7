from bot.training.reports.confusion import confusion
from bot.training.reports.predictions import Predictions


def test_rows_are_the_truth_and_columns_what_was_said(five: Predictions) -> None:
    found = confusion(five)
    assert found.counts.tolist() == [[2, 1, 0], [0, 1, 1], [0, 0, 0]]
    assert found.support.tolist() == [3, 2, 0]
    assert found.shares[1].tolist() == [0, 0.5, 0.5]
    assert found.shares[2].tolist() == [0, 0, 0]


def test_a_text_of_several_labels_is_in_several_rows(several: Predictions) -> None:
    found = confusion(several)
    assert found.counts.tolist() == [[1, 2], [0, 2]]
    assert found.support.tolist() == [2, 2]


def test_the_most_confused_come_first_and_single_texts_do_not_count(predicted) -> None:  # type: ignore[no-untyped-def]
    truth = [0] * 10 + [1] * 4 + [2] * 2
    said = [0] * 6 + [1] * 3 + [2] + [1] * 2 + [0] * 2 + [2, 0]
    eye = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    found = confusion(predicted([eye[t] for t in truth], [eye[s] for s in said])).worst()
    assert [(one.truth, one.said, one.texts, one.share) for one in found] == [
        ("b", "a", 2, 0.5),
        ("a", "b", 3, 0.3),
    ]

from collections.abc import Sequence

import numpy as np
import pytest

from bot.training.companion import MOOD
from bot.training.comparison import compare
from bot.training.dataset import Dataset, Head
from bot.training.metrics import Floats
from config.errors import UsageError


class Known:
    """Knows the answer to each text, in the order of its head's labels."""

    def __init__(
        self, head: Head, answers: dict[str, Sequence[float]], own: tuple[float, ...] = ()
    ) -> None:
        self.heads = [head]
        self._own = own
        self._answers = answers
        self.asked: list[int] = []

    def probabilities(self, head: Head, texts: Sequence[str], /) -> Floats:
        assert head == self.heads[0]
        self.asked.append(len(texts))
        return np.array([self._answers[text] for text in texts], np.float32)

    def thresholds(self, head: Head, /) -> tuple[float, ...]:
        return self._own


def dataset(labels: Sequence[str], rows: dict[str, Sequence[int]], *, exclusive: bool) -> Dataset:
    return Dataset(
        head=Head(name="data", labels=tuple(labels), exclusive=exclusive),
        texts=tuple(rows),
        targets=np.array(list(rows.values()), np.float32),
    )


def answers(judge: Known, data: Dataset) -> list[list[float]]:
    told: list[tuple[int, int]] = []
    predictions = compare(judge.heads, data).predictions(judge, lambda *at: told.append(at))
    assert told[-1] == (len(predictions.dataset), len(predictions.dataset))
    return [[round(float(share), 4) for share in row] for row in predictions.probabilities]


def test_labels_are_found_in_any_order_and_spelling() -> None:
    judge = Known(
        Head(name="x", labels=("Fear", "JOY", "rage")), {"a": [0.1, 0.8, 0.4], "bb": [0.7, 0.2, 0]}
    )
    data = dataset(["joy", "fear"], {"bb": [0, 1], "a": [1, 0]}, exclusive=False)
    assert answers(judge, data) == [[0.2, 0.7], [0.8, 0.1]]
    assert compare(judge.heads, data).note == ""


def test_the_head_that_learned_a_data_set_is_asked_before_others() -> None:
    heads = [Head(name="other", labels=("joy", "fear")), Head(name="data", labels=("joy", "fear"))]
    data = dataset(["joy", "fear"], {"a": [0, 1]}, exclusive=True)
    assert compare(heads, data).head is heads[1]


def test_labels_without_names_are_taken_in_order() -> None:
    judge = Known(Head(name="x", labels=("LABEL_0", "LABEL_1")), {"a": [0.1, 0.9]})
    data = dataset(["no", "yes"], {"a": [0, 1]}, exclusive=True)
    assert answers(judge, data) == [[0.1, 0.9]]
    assert "no names" in compare(judge.heads, data).note


@pytest.mark.parametrize(
    ("labels", "expected"),
    [(("negative", "positive"), [0.8, 0.2]), (("Positive", "Negative"), [0.2, 0.8])],
)
def test_sides_are_compared_by_polarity(labels: tuple[str, str], expected: list[float]) -> None:
    judge = Known(Head(name="polarity", labels=("pleasant",)), {"a": [0.2]})
    data = dataset(labels, {"a": [1, 0]}, exclusive=True)
    assert answers(judge, data) == [expected]
    assert "polarity" in compare(judge.heads, data).note


def test_other_labels_are_compared_by_the_mood_that_they_agree_on() -> None:
    shares = np.eye(8)[MOOD.labels.index("sad")].tolist()
    judge = Known(MOOD, {"a": shares, "b": shares, "c": shares})
    labels = ["기쁨", "행복", "슬픔"]
    rows = {"a": [1, 1, 0], "b": [0, 0, 1], "c": [1, 0, 1]}
    comparison = compare(judge.heads, dataset(labels, rows, exclusive=False))
    assert comparison.dataset.texts == ("a", "b")
    assert comparison.dataset.head == MOOD
    truth = [MOOD.labels[place] for place in comparison.dataset.targets.argmax(1)]
    assert truth == ["joy", "sad"]
    assert "2 of 3 texts" in comparison.note


@pytest.mark.parametrize(("exclusive", "joy"), [(True, 0.7), (False, 0.4)])
def test_a_mood_is_as_likely_as_its_labels(exclusive: bool, joy: float) -> None:
    head = Head(name="x", labels=("기쁨", "행복", "슬픔"), exclusive=exclusive)
    judge = Known(head, {"a": [0.4, 0.3, 0.2]})
    (row,) = answers(judge, dataset(["joy", "fear"], {"a": [1, 0]}, exclusive=True))
    assert row[MOOD.labels.index("joy")] == joy
    assert row[MOOD.labels.index("sad")] == 0.2
    assert row[MOOD.labels.index("tired")] == 0


def test_labels_that_have_nothing_in_common_are_told() -> None:
    data = dataset(["hate", "none"], {"a": [1, 0]}, exclusive=True)
    with pytest.raises(UsageError, match=r"says hate, none; the model says mood \(8\): joy, warm"):
        compare([MOOD], data)


def test_the_model_s_own_thresholds_count_unless_one_is_given() -> None:
    head = Head(name="x", labels=("fear", "joy"))
    judge = Known(head, {"a": [0.4, 0.4]}, own=(0.5, 0.25))
    data = dataset(["joy", "fear"], {"a": [1, 0]}, exclusive=False)
    comparison = compare(judge.heads, data)
    own = comparison.predictions(judge, lambda *_: None)
    assert own.thresholds == (0.25, 0.5)
    assert own.said.tolist() == [[True, False]]
    given = comparison.predictions(judge, lambda *_: None, threshold=0.1)
    assert given.said.tolist() == [[True, True]]
    usual = Known(head, {"a": [0.4, 0.2]})
    assert comparison.predictions(usual, lambda *_: None).said.tolist() == [[False, True]]


def test_many_texts_are_asked_in_parts_and_keep_their_order() -> None:
    known = {("x" * (n % 7)) + str(n): [n / 300, 1 - n / 300] for n in range(300)}
    judge = Known(Head(name="x", labels=("a", "b")), known)
    data = dataset(["a", "b"], {text: [1, 0] for text in known}, exclusive=True)
    predictions = compare(judge.heads, data).predictions(judge, lambda *_: None)
    assert predictions.probabilities[:, 0] == pytest.approx(np.arange(300) / 300)
    assert sum(judge.asked) == 300
    assert max(judge.asked) < 300

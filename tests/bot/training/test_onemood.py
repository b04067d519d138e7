import numpy as np

from bot.training.companion import MOOD
from bot.training.dataset import Dataset, Head, multi_hot
from bot.training.onemood import one_mood

_HEAD = Head(name="goemotions", labels=("joy", "pride", "anger", "curiosity"))


def _corpus(*labels: list[int]) -> Dataset:
    texts = tuple(f"text {number}" for number in range(len(labels)))
    return Dataset(head=_HEAD, texts=texts, targets=multi_hot(labels, len(_HEAD.labels)))


def test_labels_of_one_mood_name_it() -> None:
    found = one_mood(_corpus([0, 1], [2]))

    moods = {
        text: MOOD.labels[row.argmax()]
        for text, row in zip(found.texts, found.targets, strict=True)
    }
    assert moods == {"text 0": "joy", "text 1": "angry"}


def test_mixed_and_loose_labels_are_left_out() -> None:
    assert len(one_mood(_corpus([0, 2], [3], [2, 3]))) == 0


def test_no_mood_outnumbers_the_others_by_far() -> None:
    found = one_mood(_corpus(*([[0]] * 2000 + [[2]] * 10)))

    joyful = int(found.targets[:, MOOD.labels.index("joy")].sum())
    assert joyful == 900
    assert len(found) == 910


def test_moods_without_a_label_are_neither_confirmed_nor_denied() -> None:
    found = one_mood(_corpus([0], [2]))

    assert "tired" in found.silent
    spoken_of = [MOOD.labels[place] for place in found.spoken_of]
    assert {"joy", "angry"} <= set(spoken_of)
    assert "tired" not in spoken_of
    assert np.all(found.targets.sum(1) == 1)

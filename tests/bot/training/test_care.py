import itertools

import numpy as np

from bot.care.measure import labelled_lines
from bot.care.scorer import Scorer
from bot.training.care import examples, fit

GRAVE = [
    f"{when} {what}"
    for when, what in itertools.product(
        ["오늘은", "이제", "그냥", "자꾸"], ["다 내려놓을래", "먼지가 되고 싶어", "끝이 났으면"]
    )
]
CALM = [
    f"{when} {what}"
    for when, what in itertools.product(
        ["오늘은", "이제", "그냥", "자꾸"], ["밥을 먹을래", "산책하고 싶어", "비가 왔으면"]
    )
]


def test_it_learns_the_letters_of_what_is_grave() -> None:
    texts = [*GRAVE, *CALM] * 4
    grave = np.array([text in GRAVE for text in texts])
    scorer = Scorer(fit(texts, grave, ~grave))
    assert all(scorer.score(text) > 0 for text in GRAVE)
    assert not any(scorer.score(text) > 0 for text in CALM)
    assert scorer.score("내일은 다 내려놓을래") > scorer.score("내일은 밥을 먹을래")


def test_it_learns_nothing_from_what_is_kept_aside() -> None:
    aside = {line.text for line in labelled_lines() if line.half == "held-out"}
    texts, grave, everyday = examples(["점심은 국수였다", "진짜 죽고 싶다"])
    assert not any(text in aside for text in texts)
    assert "점심은 국수였다" in texts and "진짜 죽고 싶다" not in texts
    assert len(texts) == len(grave) == len(everyday)
    assert not (grave & everyday).any()

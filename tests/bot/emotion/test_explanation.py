"""Words are weighed by leaving them out; here by a reader whose weights are known."""

from collections.abc import Sequence
from math import exp

import pytest

from bot.emotion.explanation import explain
from bot.protocols import Explanation, Scores
from config.moods import Mood

WEIGHTS = {"떨어졌어": 2.0, "면접에서": 0.5, "그래도": -1.0, "sad": 3.0, "cat": 1.0, "ㅠㅠ": 1.5}


class Weighing:
    """Reads a text as sad by the weights of its words, which is what an explanation must find."""

    def __init__(self) -> None:
        self.batches: list[Sequence[str]] = []

    def __call__(self, texts: Sequence[str]) -> list[Scores]:
        self.batches.append(texts)
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> Scores:
        words = (word.strip(".,!?\"'") for word in text.split())
        sad = 1 / (1 + exp(1 - sum(WEIGHTS.get(word, 0.0) for word in words)))
        return Scores(labels={"슬픔": sad}, moods={Mood.SAD: sad, Mood.CALM: 1 - sad})


def weights(explanation: Explanation) -> dict[str, float]:
    return {word: round(moods[Mood.SAD], 3) for word, moods in explanation.words}


def test_each_word_has_the_weight_that_it_has() -> None:
    found = explain("오늘 면접에서 떨어졌어 그래도 밥은 먹었다", Weighing())
    assert weights(found) == {
        "오늘": 0,
        "면접에서": 0.5,
        "떨어졌어": 2,
        "그래도": -1,
        "밥은": 0,
        "먹었다": 0,
    }


def test_the_scores_are_those_of_the_text() -> None:
    reader = Weighing()
    (alone,) = reader(["오늘 떨어졌어"])
    assert explain("오늘 떨어졌어", reader).scores == alone


def test_every_mood_is_weighed() -> None:
    (_, moods), *_ = explain("떨어졌어 오늘", Weighing()).words
    assert moods[Mood.CALM] == pytest.approx(-2)


def test_in_english_joining_words_are_passed_over() -> None:
    assert list(weights(explain("I am so sad that my cat is not here", Weighing()))) == [
        "sad",
        "cat",
        "not",
        "here",
    ]


def test_words_are_shown_without_the_punctuation_around_them() -> None:
    found = explain('"오늘" 떨어졌어!! ㅠㅠ… (🙂) 그래도,', Weighing())
    assert list(weights(found)) == ["오늘", "떨어졌어", "ㅠㅠ", "🙂", "그래도"]
    assert weights(found)["떨어졌어"] == 2


@pytest.mark.parametrize("text", ["", " ", "떨어졌어", "…", ". , !", "the of", "가" * 100_000])
def test_a_text_of_one_word_or_none_has_no_words_to_weigh(text: str) -> None:
    assert explain(text, Weighing()).words == ()


def test_of_a_long_text_the_stretch_that_is_most_like_the_whole_is_weighed() -> None:
    reader = Weighing()
    text = (
        "아침에 밥을 먹었어. " * 3 + "그리고 오늘 면접에서 떨어졌어. " + "저녁에 밥을 먹었어. " * 3
    )
    found = weights(explain(text, reader))
    assert found["떨어졌어"] == 2
    assert "아침에" not in found
    assert len(reader.batches) == 3


def test_of_many_stretches_the_one_is_found_by_skimming() -> None:
    reader, skimmer = Weighing(), Weighing()
    text = (
        "아침에 밥을 먹었어. " * 20
        + "그리고 오늘 면접에서 떨어졌어. "
        + "저녁에 밥을 먹었어. " * 15
    )
    assert weights(explain(text, reader, skimmer))["떨어졌어"] == 2
    assert [len(batch) > 20 for batch in skimmer.batches] == [True]
    assert len(reader.batches) == 2
    explain("오늘 아침에 밥을 먹었어. 그리고 오늘 면접에서 떨어졌어.", reader, skimmer)
    assert len(skimmer.batches) == 1


@pytest.mark.parametrize("text", ["오늘은 떨어졌어 " * 40_000, "가나다라마바사" * 9 + " 떨어졌어"])
def test_the_work_is_bounded(text: str) -> None:
    reader = Weighing()
    explain(text, reader)
    first, *others = reader.batches
    assert list(first) == [text]
    assert sum(len(each) for batch in others for each in batch) <= 9 * 80 + 2 * 240

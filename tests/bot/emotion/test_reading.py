import pytest

from bot.emotion.reading import read, strongest
from bot.protocols import Scores
from config.moods import Mood, mood_table

TABLE = mood_table()


def test_the_mood_head_chooses_the_mood_and_the_labels_are_shown() -> None:
    scores = Scores(
        labels={"슬픔": 0.7, "화남/분노": 0.9},
        moods={Mood.SAD: 0.8, Mood.ANGRY: 0.2},
        polarity=-0.6,
    )
    felt = read(scores, TABLE)
    assert felt.mood is Mood.SAD
    assert felt.tone == TABLE.responses[Mood.SAD].tone
    assert felt.emotion.labels == (("화남/분노", 0.9), ("슬픔", 0.7))
    assert (felt.emotion.confidence, felt.emotion.polarity) == (0.8, -0.6)


def test_without_a_mood_head_the_strongest_label_chooses() -> None:
    # Four angry labels together outweigh the joyful one; none of them does alone.
    many = dict.fromkeys(("화남/분노", "짜증", "어이없음", "불평/불만"), 0.4)
    felt = read(Scores(labels=many | {"기쁨": 0.6}), TABLE)
    assert felt.mood is Mood.JOY
    assert felt.emotion.confidence == 0.6


def test_a_mood_that_is_not_probable_is_not_claimed() -> None:
    moods = dict.fromkeys(Mood, 0.1) | {Mood.ANGRY: 0.3}
    felt = read(Scores(labels={}, moods=moods), TABLE)
    assert felt.mood is Mood.CALM
    assert felt.emotion.confidence == pytest.approx(0.1)


def test_nothing_known_is_calm() -> None:
    felt = read(Scores(labels={}), TABLE)
    assert felt.mood is Mood.CALM
    assert (felt.emotion.labels, felt.emotion.polarity, felt.emotion.confidence) == ((), 0, 0)


def test_moods_stand_in_for_missing_labels() -> None:
    felt = read(Scores(labels={}, moods={Mood.JOY: 0.9, Mood.SAD: 0.1}), TABLE)
    assert felt.emotion.labels == (("joy", 0.9), ("sad", 0.1))


def test_polarity_comes_from_the_moods_where_a_classifier_has_none() -> None:
    glad = read(Scores(labels={"joy": 0.9, "sadness": 0.1}), TABLE).emotion.polarity
    grim = read(Scores(labels={"joy": 0.1, "sadness": 0.9}), TABLE).emotion.polarity
    assert -1 <= grim < 0 < glad <= 1
    assert glad == round(glad, 4)


def test_no_more_than_five_labels_are_shown_best_first() -> None:
    labels = {label: place / 100 for place, label in enumerate(TABLE.sets["kote"])}
    shown = read(Scores(labels=labels), TABLE).emotion.labels
    assert len(shown) == 5
    assert [probability for _, probability in shown] == [0.43, 0.42, 0.41, 0.4, 0.39]


@pytest.mark.parametrize("name", ["kote", "goemotions", "aihub"])
def test_every_label_of_every_set_has_a_mood(name: str) -> None:
    for label in TABLE.sets[name]:
        assert strongest({label: 1.0}, TABLE) == {TABLE.labels[label]: 1.0}

from collections import Counter

import pytest

from bot.training.companion import MOOD, dataset, spoken
from config.moods import Mood

PARTS = ("train", "calibrate", "test")


def test_there_are_lines_enough_to_learn_from_and_to_measure() -> None:
    assert sum(len(spoken(part)) for part in PARTS) >= 500
    assert len(spoken("test")) >= 160


@pytest.mark.parametrize("part", ["calibrate", "test"])
def test_every_mood_and_language_is_measured_alike(part: str) -> None:
    counts = Counter((line.language, line.mood) for line in spoken(part))
    assert set(counts) == {(language, mood) for language in ("ko", "en") for mood in Mood}
    assert max(counts.values()) <= 1.5 * min(counts.values())


def test_every_mood_can_be_learned_in_both_languages() -> None:
    counts = Counter((line.language, line.mood) for line in spoken("train"))
    assert min(counts[language, mood] for language in ("ko", "en") for mood in Mood) >= 50


def test_no_line_stands_twice() -> None:
    texts = Counter(line.text.strip().lower() for part in PARTS for line in spoken(part))
    assert [text for text, times in texts.items() if times > 1] == []


def test_the_mood_column_of_a_line_is_its_only_one() -> None:
    lines = spoken("test")
    targets = dataset(lines).targets
    assert (targets.sum(1) == 1).all()
    assert MOOD.labels[int(targets[0].argmax())] == lines[0].mood

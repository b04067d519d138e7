import re

import pytest

from config.labels import label_name
from config.moods import Mood, mood_table

HANGUL = re.compile("[가-힣]")


@pytest.mark.parametrize("name", sorted(mood_table().sets))
def test_every_known_label_has_a_name_in_both_languages(name: str) -> None:
    for label in mood_table().sets[name]:
        words = label_name(label)
        assert HANGUL.search(words.ko), label
        assert not HANGUL.search(words.en), label
        # No heading and no file's spelling reaches a person.
        assert not re.search("[/_()]", words.ko + words.en), label


@pytest.mark.parametrize("mood", Mood)
def test_a_mood_goes_by_its_own_name(mood: Mood) -> None:
    assert label_name(mood).ko == mood_table().names[mood].ko


def test_a_label_without_a_name_is_its_own() -> None:
    assert label_name("뭉클함").en == "뭉클함"

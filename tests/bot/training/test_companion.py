import re
from collections import Counter, defaultdict

import pytest

from bot.training.companion import MOOD, dataset, spoken
from config.moods import Mood

PARTS = ("train", "calibrate", "test")
LANGUAGES = ("ko", "en")

WRITTEN = re.compile(r"[ -~가-힣ㄱ-ㅎㅏ-ㅣ…☀-⟿\ufe0f\U0001f000-\U0001faff]+")
"""ASCII, Hangul and its letters, an ellipsis, emoji."""


def trigrams(text: str) -> frozenset[str]:
    """The runs of three characters of *text*, its words counted with the spaces around them."""
    words = re.findall(r"\w+", text.lower()) or [text]
    padded = f" {' '.join(words)} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


@pytest.mark.parametrize(("part", "least"), [("train", 3600), ("calibrate", 320), ("test", 480)])
def test_there_are_lines_enough_to_learn_from_and_to_measure(part: str, least: int) -> None:
    assert len(spoken(part)) >= least


@pytest.mark.parametrize("part", PARTS)
def test_three_lines_in_five_are_korean(part: str) -> None:
    lines = spoken(part)
    korean = sum(line.language == "ko" for line in lines) / len(lines)
    assert korean == pytest.approx(0.6, abs=0.03)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["calibrate", "test"])
def test_every_mood_is_measured_alike(part: str, language: str) -> None:
    counts = Counter(line.mood for line in spoken(part) if line.language == language)
    assert len(counts) == len(Mood)
    assert len(set(counts.values())) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mood_can_be_learned(language: str) -> None:
    """Calm has more lines than the others: most of what people say is plain."""
    counts = Counter(line.mood for line in spoken("train") if line.language == language)
    assert min(counts[mood] for mood in Mood) >= 160
    assert max(counts.values()) <= 1.6 * min(counts.values())


def test_no_line_stands_twice() -> None:
    texts = Counter(line.text.strip().lower() for part in PARTS for line in spoken(part))
    assert [text for text, times in texts.items() if times > 1] == []


def test_no_test_line_resembles_a_line_learned_from() -> None:
    """By Dice's coefficient of their trigrams, at most .6."""
    learned = [(line.text, trigrams(line.text)) for line in spoken("train")]
    holders = defaultdict(list)
    for number, (_, own) in enumerate(learned):
        for trigram in own:
            holders[trigram].append(number)
    pairs = []
    for line in spoken("test"):
        own = trigrams(line.text)
        shared = Counter(number for trigram in own for number in holders[trigram])
        for number, common in shared.items():
            text, other = learned[number]
            if 2 * common / (len(own) + len(other)) > 0.6:
                pairs.append((line.text, text))
    assert pairs == []


def test_lines_are_in_their_language_and_emoji() -> None:
    lines = [line for part in PARTS for line in spoken(part)]
    assert [line.text for line in lines if not WRITTEN.fullmatch(line.text)] == []
    hangul = re.compile("[가-힣ㄱ-ㅎㅏ-ㅣ]")
    assert [x.text for x in lines if x.language == "en" and hangul.search(x.text)] == []
    assert [x.text for x in lines if x.language == "ko" and re.search("[A-Za-z]{6}", x.text)] == []


def test_a_line_is_a_message_not_a_text() -> None:
    lines = [line.text for part in PARTS for line in spoken(part)]
    assert [text for text in lines if text != text.strip() or len(text) > 120] == []


def test_the_mood_column_of_a_line_is_its_only_one() -> None:
    lines = spoken("test")
    targets = dataset(lines).targets
    assert (targets.sum(1) == 1).all()
    assert MOOD.labels[int(targets[0].argmax())] == lines[0].mood

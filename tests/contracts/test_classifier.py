"""What every emotion classifier must do; add yours to `CLASSIFIERS`."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from bot.emotion.embedded import EmbeddedClassifier
from bot.protocols import EmotionClassifier
from bot.testing import ScriptedClassifier
from bot.wiring import opened
from config.moods import Mood, mood_table

CLASSIFIERS: dict[str, Callable[[], EmotionClassifier]] = {
    "embedded": EmbeddedClassifier,
    "fake": ScriptedClassifier,
}
TEXTS = [
    "면접에서 떨어졌어",
    "I failed my interview",
    "ㅋㅋㅋㅋ",
    "🙂",
    "…",
    "가" * 100_000,
    "\ufffd\u0000",
    "안녕 hello مرحبا 你好",
]


@pytest.fixture(params=CLASSIFIERS)
async def classifier(request: pytest.FixtureRequest) -> AsyncIterator[EmotionClassifier]:
    async with opened(CLASSIFIERS[request.param]()) as made:
        yield made


@pytest.mark.parametrize("text", TEXTS)
async def test_scores_are_probabilities_of_known_labels(
    classifier: EmotionClassifier, text: str
) -> None:
    scores = await classifier.classify(text)
    assert scores.labels or scores.moods
    assert set(scores.labels) <= set(mood_table().labels)
    assert set(scores.moods) <= set(Mood)
    for share in (*scores.labels.values(), *scores.moods.values()):
        assert 0 <= share <= 1
    assert scores.polarity is None or -1 <= scores.polarity <= 1


async def test_a_text_reads_the_same_alone_and_among_others(classifier: EmotionClassifier) -> None:
    alone = [await classifier.classify(text) for text in TEXTS]
    together = await asyncio.gather(*(classifier.classify(text) for text in TEXTS))
    assert [one.moods for one in together] == [one.moods for one in alone]

"""The network that ships, on texts that people send."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.emotion.embedded import EmbeddedClassifier
from bot.emotion.reading import read
from bot.protocols import Explainer, Scores
from config.backends import build
from config.errors import ConfigError, EmotionError
from config.moods import Mood, mood_table

SETS = mood_table().sets


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def classifier() -> AsyncIterator[EmbeddedClassifier]:
    async with build("maum.classifiers", "embedded") as one:
        yield one


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("text", "moods"),
    [
        ("면접에서 떨어졌어", {Mood.SAD}),
        ("안녕", {Mood.CALM}),
        ("뭐해?", {Mood.CALM}),
        ("그냥 집에서 쉬는 중", {Mood.CALM}),
        ("진짜 너무 화가 나", {Mood.ANGRY}),
        ("내일 시험인데 너무 떨려", {Mood.ANXIOUS}),
        ("항상 고마워", {Mood.WARM}),
        ("나 시험에 합격했어!!", {Mood.JOY}),
        ("hello", {Mood.CALM}),
        ("my cat died yesterday", {Mood.SAD}),
        ("thank you so much", {Mood.WARM}),
        ("I am so worried about the exam", {Mood.ANXIOUS}),
    ],
)
async def test_first_contact_is_read_as_a_person_would(
    classifier: EmbeddedClassifier, text: str, moods: set[Mood]
) -> None:
    assert read(await classifier.classify(text), mood_table()).mood in moods


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("오늘 좋았어", "kote"),
        ("ㅋㅋㅋ", "kote"),
        ("so 좋다", "kote"),
        ("what a day", "goemotions"),
        ("😭", "goemotions"),
    ],
)
async def test_the_script_of_a_text_chooses_the_labels(
    classifier: EmbeddedClassifier, text: str, name: str
) -> None:
    assert set((await classifier.classify(text)).labels) == set(SETS[name])


@pytest.mark.parametrize(
    "text",
    [
        "\ud800",
        "오늘 \udfff 좋아",
        "🙂",
        "\x00",
        "\n",
        " ",
        "👨‍👩‍👧‍👦" * 500,
        "a" * 10_000,
        "가나다 " * 350_000,
    ],
)
async def test_any_text_is_read(classifier: EmbeddedClassifier, text: str) -> None:
    scores = await classifier.classify(text)
    assert sum(scores.moods.values()) == pytest.approx(1, abs=1e-4)
    assert all(0 <= probability <= 1 for probability in scores.labels.values())
    assert -1 <= (scores.polarity or 0) <= 1


async def test_a_label_is_believed_as_far_as_its_mood(classifier: EmbeddedClassifier) -> None:
    scores = await classifier.classify("할머니가 돌아가셔서 너무 슬퍼")
    best = max(scores.labels, key=lambda label: scores.labels[label])
    assert mood_table().labels[best] is max(scores.moods, key=lambda mood: scores.moods[mood])


async def test_the_words_that_a_reading_goes_by_are_told(classifier: EmbeddedClassifier) -> None:
    text = "준비 진짜 많이 했는데 너무 속상해"
    assert isinstance(classifier, Explainer)
    explanation = await classifier.explain(text)
    assert explanation.scores == await classifier.classify(text)
    assert [word for word, _ in explanation.words] == text.split()
    strongest = max(explanation.words, key=lambda pair: pair[1][Mood.SAD])
    assert strongest[0] == "속상해"


async def test_of_a_story_the_words_are_told_wherever_they_stand(
    classifier: EmbeddedClassifier,
) -> None:
    calm = "오늘은 집에서 밥을 먹고 책을 좀 읽었어. 저녁에는 친구랑 통화를 했어. " * 2
    explanation = await classifier.explain(f"{calm}면접에서 떨어져서 너무 속상해. {calm}")
    words = [word for word, _ in explanation.words]
    assert words == ["면접에서", "떨어져서", "너무", "속상해"]


async def test_many_at_once_are_read_as_each_alone(classifier: EmbeddedClassifier) -> None:
    texts = [f"{word} {word * 3}" for word in ("슬퍼", "hello", "화나", "고마워", "ㅋㅋ")] * 8
    alone = [await classifier.classify(text) for text in texts[:5]]
    together = await asyncio.gather(*(classifier.classify(text) for text in texts))
    for place, scores in enumerate(together):
        assert scores.moods == pytest.approx(alone[place % 5].moods, abs=1e-4)


async def test_leaving_ends_what_is_in_work() -> None:
    before = asyncio.all_tasks()
    async with EmbeddedClassifier() as one:
        asked = [asyncio.create_task(one.classify("안녕")) for _ in range(3)]
        await asyncio.sleep(0)
    done = await asyncio.gather(*asked, return_exceptions=True)
    assert all(isinstance(each, Scores | EmotionError) for each in done)
    assert asyncio.all_tasks() == before


async def test_without_entering_the_first_text_loads_it() -> None:
    assert (await EmbeddedClassifier().classify("안녕")).moods


async def test_a_folder_without_a_network_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no emotion model"):
        await EmbeddedClassifier(str(tmp_path)).classify("안녕")


WITHOUT_TORCH = """
import asyncio, sys
sys.modules["torch"] = sys.modules["transformers"] = None
from bot.emotion.embedded import EmbeddedClassifier
print(asyncio.run(EmbeddedClassifier().classify("hello")).polarity)
"""


async def test_it_needs_no_torch() -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WITHOUT_TORCH, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    _, told = await program.communicate()
    assert program.returncode == 0, told.decode()

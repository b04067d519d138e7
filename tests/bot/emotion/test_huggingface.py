"""Real transformers models, tiny and random, made on the spot."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import torch
from tiny import bert
from transformers import BertForSequenceClassification, logging

from bot.commands.why import in_words
from bot.companion import Companion
from bot.emotion.huggingface import HuggingFaceClassifier
from bot.emotion.reading import read
from bot.events import ChatKey, Incoming, Pictured
from bot.protocols import Scores
from bot.testing import played
from config.backends import build
from config.errors import ConfigError, EmotionBusy
from config.moods import Mood, mood_table

AIHUB = mood_table().sets["aihub"]

MakeModel = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> MakeModel:
    """Makes a model folder whose network leans towards one of its labels, whatever the text."""

    def make(labels: Sequence[str], *, leaning: str, multi: bool = False) -> Path:
        network = bert.build(
            tmp_path,
            ["안녕", "정말", "hello", "."],
            kind=BertForSequenceClassification,
            id2label=dict(enumerate(labels)),
            label2id={label: n for n, label in enumerate(labels)},
            problem_type="multi_label_classification" if multi else None,
        )
        with torch.no_grad():
            network.classifier.bias[list(labels).index(leaning)] = 6.0
        network.save_pretrained(tmp_path)
        return tmp_path

    return make


@pytest.mark.parametrize(
    ("label", "mood", "tone"),
    [
        ("외로운", Mood.SAD, "comforting"),
        ("노여워하는", Mood.ANGRY, "siding"),
        ("느긋", Mood.CALM, "easy"),
    ],
)
async def test_58_labels_drive_mood_and_tone_without_code(
    make: MakeModel, label: str, mood: Mood, tone: str
) -> None:
    folder = make(AIHUB, leaning=label)
    async with build("maum.classifiers", f"hf:{folder}") as classifier:
        felt = read(await classifier.classify("안녕 정말"), mood_table())
    assert (felt.mood, felt.tone) == (mood, tone)
    assert felt.emotion.labels[0][0] == label
    assert felt.emotion.labels[0][1] > 0.5


async def test_labels_that_exclude_each_other_add_up_to_moods(make: MakeModel) -> None:
    folder = make(AIHUB, leaning="기쁨")
    scores = await HuggingFaceClassifier(str(folder)).classify("hello")
    assert sum(scores.labels.values()) == pytest.approx(1, abs=1e-5)
    assert sum(scores.moods.values()) == pytest.approx(1, abs=1e-5)
    joy = [label for label in AIHUB if mood_table().labels[label] is Mood.JOY]
    assert scores.moods[Mood.JOY] == pytest.approx(sum(scores.labels[label] for label in joy))


async def test_loading_says_nothing(make: MakeModel, capfd: pytest.CaptureFixture[str]) -> None:
    folder = make(["joy", "sadness"], leaning="joy")
    logging.enable_progress_bar()
    capfd.readouterr()
    await HuggingFaceClassifier(str(folder)).classify("hello")
    assert capfd.readouterr() == ("", "")


async def test_a_multi_label_model_has_a_probability_for_each_label(make: MakeModel) -> None:
    folder = make(["joy", "sadness", "fear"], leaning="fear", multi=True)
    scores = await HuggingFaceClassifier(str(folder)).classify("hello")
    assert scores.labels["fear"] > 0.9
    assert sum(scores.labels.values()) > 1.2
    assert scores.moods == {}


async def test_capital_letters_of_a_known_label_do_not_matter(make: MakeModel) -> None:
    folder = make(["JOY", "Sadness"], leaning="Sadness")
    scores = await HuggingFaceClassifier(str(folder)).classify("hello")
    assert set(scores.labels) == {"joy", "sadness"}


async def test_unknown_labels_are_named_with_what_to_add(make: MakeModel) -> None:
    folder = make(["LABEL_0", "LABEL_1"], leaning="LABEL_0")
    with pytest.raises(ConfigError, match=r"(?s)2 labels.*\[backends\.hf\.labels\].*LABEL_1"):
        await HuggingFaceClassifier(str(folder)).classify("hello")


async def test_the_operator_can_join_labels_to_moods(make: MakeModel) -> None:
    folder = make(["LABEL_0", "LABEL_1", "LABEL_2"], leaning="LABEL_0")
    mapped = {"LABEL_0": "sad", "LABEL_1": "joy", "LABEL_2": "sad"}
    async with HuggingFaceClassifier(str(folder), labels=mapped) as classifier:
        scores = await classifier.classify("hello")
    assert set(scores.labels) == {"sad", "joy"}
    assert read(scores, mood_table()).mood is Mood.SAD


@pytest.mark.parametrize("mapped", [{"LABEL_7": "sad"}, {"LABEL_0": "sadd"}])
async def test_a_mistyped_join_is_told(make: MakeModel, mapped: dict[str, str]) -> None:
    folder = make(["LABEL_0", "joy"], leaning="joy")
    with pytest.raises(ConfigError, match="did you mean"):
        await HuggingFaceClassifier(str(folder), labels=mapped).classify("hello")


@pytest.mark.parametrize("text", ["\ud800 안녕", "정말 " * 300_000, "🙂🙃", " "])
async def test_any_text_is_read(make: MakeModel, text: str) -> None:
    folder = make(["joy", "sadness"], leaning="joy")
    assert (await HuggingFaceClassifier(str(folder)).classify(text)).labels["joy"] > 0.5


async def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be loaded"):
        await HuggingFaceClassifier(str(tmp_path)).classify("hello")
    with pytest.raises(ConfigError, match=r"there is no folder \./moods"):
        await HuggingFaceClassifier("./moods").classify("hello")


WITHOUT_TRANSFORMERS = """
import asyncio, sys
sys.modules["torch"] = sys.modules["transformers"] = None
from bot.emotion.huggingface import HuggingFaceClassifier
from config.errors import MissingExtra
try:
    asyncio.run(HuggingFaceClassifier("some/model").classify("hello"))
except MissingExtra as error:
    print(error)
"""


def test_a_missing_extra_says_what_to_install() -> None:
    told = subprocess.run(
        [sys.executable, "-c", WITHOUT_TRANSFORMERS], capture_output=True, text=True, check=True
    )
    assert "pip install 'maum[local]'" in told.stdout


async def test_damaged_weights_are_told(make: MakeModel) -> None:
    folder = make(AIHUB, leaning="기쁨")
    (folder / "model.safetensors").write_bytes(b"cut off")
    with pytest.raises(ConfigError, match="cannot be loaded"):
        await HuggingFaceClassifier(str(folder)).classify("안녕")


async def test_it_tells_the_words_that_it_goes_by(make: MakeModel) -> None:
    folder = make(AIHUB, leaning="외로운")
    found = await HuggingFaceClassifier(str(folder)).explain("안녕 정말 안녕")
    assert found.scores == await HuggingFaceClassifier(str(folder)).classify("안녕 정말 안녕")
    assert [word for word, _ in found.words] == ["안녕", "정말", "안녕"]


@pytest.mark.parametrize(
    ("label", "face", "shown"),
    [
        ("외로운", "concerned", "외로움"),
        ("신이 난", "delighted", "신남"),
        ("초조한", "steady", "초조함"),
    ],
)
async def test_58_labels_drive_the_face_of_a_turn_and_are_explained(
    make: MakeModel,
    companion_of: Callable[..., Companion],
    label: str,
    face: str,
    shown: str,
) -> None:
    chat = ChatKey(messenger="test", chat="1", person="1")
    async with build("maum.classifiers", f"hf:{make(AIHUB, leaning=label)}") as classifier:
        companion = companion_of(classifier=classifier)
        events = await played(companion.turn(Incoming(chat=chat, text="안녕 정말")))
        why = await companion.insight.why(chat.who, "안녕 정말")
    assert [one.portrait.face for one in events if isinstance(one, Pictured)] == [face]
    assert f"· {shown} " in in_words(why, "ko")


async def test_beyond_a_number_of_texts_the_next_is_refused(make: MakeModel) -> None:
    """So that a rush takes no more processors than one text does."""
    async with HuggingFaceClassifier(str(make(["joy", "sadness"], leaning="joy"))) as classifier:
        asked = (classifier.classify("hello") for _ in range(300))
        answers = await asyncio.gather(*asked, return_exceptions=True)
    assert {type(answer) for answer in answers} == {Scores, EmotionBusy}
    assert isinstance(await classifier.classify("hello"), Scores)

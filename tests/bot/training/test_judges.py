import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer, BertConfig
from transformers import BertForSequenceClassification as Bert

from bot.emotion.embedded import EmbeddedClassifier
from bot.protocols import Scores
from bot.training.companion import MOOD
from bot.training.judges import Classifier, open_judge
from config.errors import ConfigError, MaumError
from config.moods import Mood

TEXTS = ["오늘 정말 신난다", "너무 속상해서 울었어 그냥 다 싫다", "밥"]


@pytest.fixture(scope="module", params=["single", "multi"])
def folder(
    request: pytest.FixtureRequest, start: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A random classifier of three labels that no table of moods knows."""
    target = tmp_path_factory.mktemp(f"hf-{request.param}")
    torch.manual_seed(1)
    config = BertConfig.from_pretrained(
        start,
        num_labels=3,
        id2label={0: "하나", 1: "둘", 2: "셋"},
        label2id={"하나": 0, "둘": 1, "셋": 2},
        problem_type=f"{request.param}_label_classification",
        initializer_range=0.3,
    )
    Bert(config).save_pretrained(target)
    shutil.copy(start / "tokenizer.json", target)
    (target / "tokenizer_config.json").write_text(
        '{"tokenizer_class": "PreTrainedTokenizerFast", "pad_token": "<pad>", "unk_token": "<unk>"}'
    )
    return target


def test_a_fine_tuned_model_says_what_transformers_says(folder: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    network = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    with torch.inference_mode():
        logits = torch.cat([network(**tokenizer(one, return_tensors="pt")).logits for one in TEXTS])
    multi = "multi" in network.config.problem_type
    with open_judge(f"hf:{folder}") as judge:
        (head,) = judge.heads
        found = judge.probabilities(head, TEXTS)
    assert head.labels == ("하나", "둘", "셋")
    assert head.exclusive is not multi
    expected = logits.sigmoid() if multi else logits.softmax(1)
    assert found == pytest.approx(expected.numpy(), abs=1e-5)


def test_the_embedded_network_has_all_its_heads() -> None:
    with open_judge("embedded") as judge:
        heads = {head.name: head for head in judge.heads}
        assert set(heads) >= {"kote", "goemotions", "polarity", "mood"}
        moods = judge.probabilities(heads["mood"], TEXTS)
        labels = judge.probabilities(heads["kote"], TEXTS)
    assert heads["mood"].labels == MOOD.labels
    assert moods.sum(1) == pytest.approx(np.ones(3), abs=1e-5)
    assert labels.shape == (3, len(heads["kote"].labels))
    assert 0 <= labels.min() <= labels.max() <= 1


async def test_its_moods_are_those_of_the_companion() -> None:
    async with EmbeddedClassifier() as classifier:
        expected = [(await classifier.classify(text)).moods for text in TEXTS]

    def judged() -> list[list[float]]:
        with open_judge("embedded") as judge:
            head = next(head for head in judge.heads if head.name == MOOD.name)
            return [judge.probabilities(head, [text])[0].tolist() for text in TEXTS]

    found = await asyncio.to_thread(judged)
    for row, moods in zip(found, expected, strict=True):
        assert dict(zip(MOOD.labels, row, strict=True)) == pytest.approx(moods, abs=1e-4)


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


class Bilingual:
    """Has other labels for each language."""

    async def classify(self, text: str, /) -> Scores:
        labels = {"joy": 0.6} if text.isascii() else {"기쁨": 0.9, "슬픔": 0.2}
        return Scores(labels=labels, moods={Mood.JOY: 0.7}, polarity=0.5)


def test_any_other_classifier_is_asked_through_its_protocol(runner: asyncio.Runner) -> None:
    judge = Classifier(Bilingual(), runner)
    labels, moods, polarity = judge.heads
    assert labels.labels == ("기쁨", "슬픔", "joy")
    assert judge.probabilities(labels, ["와", "wow"]) == pytest.approx(
        np.array([[0.9, 0.2, 0], [0, 0, 0.6]])
    )
    assert judge.probabilities(moods, ["와"]).tolist() == [pytest.approx([0.7] + [0] * 7)]
    assert judge.probabilities(polarity, ["와"]).tolist() == [[0.75]]


@pytest.mark.parametrize(
    "spec", ["hf:/no/such/folder", "embedded:/no/such/folder", "onnx:/no/such/folder"]
)
def test_a_model_that_is_not_there_is_told(spec: str) -> None:
    with pytest.raises(MaumError, match="/no/such/folder"), open_judge(spec):
        pass


def test_a_mistyped_model_is_told() -> None:
    with pytest.raises(ConfigError, match="did you mean 'embedded'"), open_judge("embeded"):
        pass

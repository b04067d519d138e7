"""Export of real trained networks, held to what torch says of the same texts."""

import json
import math
import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from transformers import AutoModelForSequenceClassification

from bot.emotion.huggingface import HuggingFaceClassifier
from bot.emotion.onnx import OnnxClassifier
from bot.training.dataset import Head
from bot.training.finetuning.columns import Columns
from bot.training.finetuning.export import export
from bot.training.finetuning.parity import compare
from bot.training.splitting import Splits
from config.errors import BadStart, ConfigError, Unlike, UsageError


@pytest.fixture(scope="module")
def trained(both: Path) -> Path:
    """A network with two heads."""
    return both


@pytest.fixture(scope="module")
def small(trained: Path, moods: Splits, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same network in eight bits."""
    out = tmp_path_factory.mktemp("exported") / "small"
    parity = export(str(trained), out, moods.test.texts)
    assert parity.texts == len(moods.test)
    assert 0 < parity.mean < 0.02
    assert parity.agreement > 0.95
    return out


def test_nearly_all_weights_have_eight_bits(small: Path) -> None:
    files = sorted(file.name for file in small.iterdir())
    assert files == ["config.json", "model.onnx", "tokenizer.json"]
    sizes = {onnx.TensorProto.FLOAT: 0, onnx.TensorProto.INT8: 0}
    for weights in onnx.load(small / "model.onnx").graph.initializer:
        sizes[weights.data_type] = sizes.get(weights.data_type, 0) + math.prod(weights.dims)
    assert sizes[onnx.TensorProto.INT8] > 5 * sizes[onnx.TensorProto.FLOAT]


def test_wide_weights_say_exactly_what_torch_says(
    trained: Path, moods: Splits, tmp_path: Path
) -> None:
    wide = export(str(trained), tmp_path / "wide", moods.test.texts, wide=True)
    assert wide.largest < 1e-5


@pytest.mark.parametrize("head", ["", "feelings"])
async def test_the_folder_is_read_as_hf_reads_the_trained_one(
    trained: Path, small: Path, head: str
) -> None:
    text = "오늘 정말 행복해 신나"
    async with OnnxClassifier(str(small), head=head) as classifier:
        read = await classifier.classify(text)
    known = await HuggingFaceClassifier(str(trained), head=head).classify(text)
    assert read.labels == pytest.approx(known.labels, abs=0.05)
    assert read.moods == pytest.approx(known.moods, abs=0.05)


@pytest.mark.parametrize("text", ["\ud800 안녕", "정말 " * 300_000, "🙂🙃", " "])
async def test_any_text_is_read(small: Path, text: str) -> None:
    scores = await OnnxClassifier(str(small)).classify(text)
    assert sum(scores.labels.values()) == pytest.approx(1, abs=1e-4)


def test_what_eight_bits_spoil_is_not_written(trained: Path, moods: Splits, tmp_path: Path) -> None:
    """One enormous weight takes all the room that the others of its channel had."""
    network = AutoModelForSequenceClassification.from_pretrained(trained)
    with torch.no_grad():
        for layer in network.bert.encoder.layer:
            # A bias takes back what the weight of a column that is always 1 adds.
            layer.output.LayerNorm.weight[0], layer.output.LayerNorm.bias[0] = 0, 1
            dense = layer.attention.self.value
            dense.weight[:, 0] += 3000
            dense.bias -= 3000
        first = network.bert.embeddings.LayerNorm
        first.weight[0], first.bias[0] = 0, 1
    spoiled = tmp_path / "spoiled"
    network.save_pretrained(spoiled)
    for file in trained.glob("tokenizer*"):
        (spoiled / file.name).write_bytes(file.read_bytes())
    with pytest.raises(Unlike, match=r"differ by \d\.\d+ on average.*answers are the same"):
        export(str(spoiled), tmp_path / "out", moods.test.texts)
    assert not (tmp_path / "out").exists()
    assert export(str(spoiled), tmp_path / "out", moods.test.texts, wide=True).mean < 1e-3


def test_what_was_there_stays_until_the_new_one_is_whole(
    small: Path, start: Path, moods: Splits, tmp_path: Path
) -> None:
    out = Path(shutil.copytree(small, tmp_path / "out"))
    with pytest.raises(BadStart):
        export(str(start), out, moods.test.texts)
    assert (out / "model.onnx").is_file()
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_other_things_is_left_alone(trained: Path, moods: Splits) -> None:
    before = {file.name for file in trained.iterdir()}
    for taken in (trained, trained.parent, trained / "config.json"):
        with pytest.raises(UsageError, match="other things"):
            export(str(trained), taken, moods.test.texts)
    assert {file.name for file in trained.iterdir()} == before


async def test_another_folder_is_told(trained: Path) -> None:
    with pytest.raises(ConfigError, match="maum models export"):
        await OnnxClassifier(str(trained)).classify("hello")


async def test_labels_without_a_mood_are_named_for_onnx(small: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(small, tmp_path / "odd"))
    settings = json.loads((folder / "config.json").read_text("utf-8"))
    settings["maum_heads"][0]["labels"] = ["JOY", "odd", "fear"]
    (folder / "config.json").write_text(json.dumps(settings), "utf-8")
    with pytest.raises(ConfigError, match=r"\[backends\.onnx\.labels\]\n\"odd\""):
        await OnnxClassifier(str(folder)).classify("hello")
    mapped = OnnxClassifier(str(folder), labels={"odd": "angry"})
    assert set((await mapped.classify("hello")).labels) == {"joy", "angry", "fear"}


def test_agreement_is_of_answers_and_not_of_probabilities() -> None:
    columns = Columns((Head(name="moods", labels=("a", "b"), exclusive=True),))
    sure, other = (np.array([[9, 0], [0, 9]], np.float32) for _ in range(2))
    other[1] = [0, 0.5]
    parity = compare(lambda _: sure, lambda _: other, columns, ["one", "two"])
    assert parity.agreement == 1
    assert parity.largest == pytest.approx(0.377, abs=1e-3)
    with pytest.raises(Unlike):
        parity.check()

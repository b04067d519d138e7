"""What a run can start from, and what it says of the rest."""

import json
import shutil
from pathlib import Path

import pytest
import torch
from transformers import ViTConfig, ViTModel

from bot.emotion.huggingface import HuggingFaceClassifier
from bot.training.dataset import Head
from bot.training.finetuning.columns import Columns
from bot.training.finetuning.examples import Examples
from bot.training.finetuning.priors import begin_at_priors
from bot.training.finetuning.run import save
from bot.training.finetuning.start import check_tokens, load_start
from bot.training.finetuning.trained import load_trained
from bot.training.splitting import Splits
from config.errors import BadStart, NoTokenizer, TensorFlowOnly

COLUMNS = Columns((Head(name="moods", labels=("joy", "anger"), exclusive=True),))


@pytest.fixture
def folder(start: Path, tmp_path: Path) -> Path:
    """A copy of the start model, to spoil."""
    return Path(shutil.copytree(start, tmp_path / "model"))


def test_the_heads_are_the_labels(start: Path) -> None:
    settings = load_start(str(start), COLUMNS).network.config
    assert settings.id2label == {0: "joy", 1: "anger"}
    assert settings.problem_type == "single_label_classification"


def test_fresh_heads_begin_at_what_is_frequent(start: Path, moods: Splits) -> None:
    columns = Columns((moods.train.head,))
    targets = columns.targets(moods.train.rows(range(10)))
    loaded = load_start(str(start), columns)
    begin_at_priors(loaded, columns, targets)
    shares = loaded.network.classifier.bias.detach().softmax(0)
    assert shares.numpy() == pytest.approx(targets.mean(0), abs=1e-5)


def test_what_a_head_learned_already_stays(start: Path, moods: Splits, tmp_path: Path) -> None:
    columns = Columns((moods.train.head,))
    first = load_start(str(start), columns)
    save(first, columns, tmp_path)
    again = load_start(str(tmp_path), columns)
    begin_at_priors(again, columns, columns.targets(moods.train))
    assert torch.equal(again.network.classifier.bias, first.network.classifier.bias)
    assert again.fresh == frozenset()
    assert load_start(str(tmp_path), COLUMNS).fresh == {"classifier.weight", "classifier.bias"}


def test_a_network_of_several_heads_can_start_one_of_a_single_head(
    start: Path, moods: Splits, feelings: Splits, tmp_path: Path
) -> None:
    both, one = Columns((moods.train.head, feelings.train.head)), Columns((moods.train.head,))
    save(load_start(str(start), both), both, tmp_path / "both")
    assert len(load_trained(str(tmp_path / "both")).columns.heads) == 2
    save(load_start(str(tmp_path / "both"), one), one, tmp_path / "one")
    (head,) = load_trained(str(tmp_path / "one")).columns.heads
    assert head.labels == moods.train.head.labels


def test_a_folder_that_is_not_there_is_no_name_on_a_hub(tmp_path: Path) -> None:
    with pytest.raises(BadStart, match="there is no folder"):
        load_start(str(tmp_path / "nowhere"), COLUMNS)


async def test_weights_for_tensorflow_alone_come_with_how_to_convert_them(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "tf_model.h5")
    with pytest.raises(TensorFlowOnly, match=r"(?s)convert/bin/pip.*from_tf=True"):
        load_start(str(folder), COLUMNS)
    with pytest.raises(TensorFlowOnly, match="from_tf=True"):
        await HuggingFaceClassifier(str(folder)).classify("hello")


def test_a_model_without_weights_or_with_half_of_them_is_told(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(BadStart, match="cannot be loaded"):
        load_start(str(folder), COLUMNS)
    weights.unlink()
    with pytest.raises(BadStart, match="cannot be loaded"):
        load_start(str(folder), COLUMNS)


def test_a_model_of_pictures_is_told(tmp_path: Path) -> None:
    config = ViTConfig(
        hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    ViTModel(config).save_pretrained(tmp_path)
    with pytest.raises(BadStart, match="no model of text"):
        load_start(str(tmp_path), COLUMNS)


def test_a_model_without_a_tokenizer_is_told(folder: Path) -> None:
    for file in folder.glob("*token*"):
        file.unlink()
    with pytest.raises(NoTokenizer, match="has no tokenizer"):
        load_start(str(folder), COLUMNS)


def test_a_tokenizer_of_a_larger_model_is_told(folder: Path) -> None:
    words = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    words["model"]["vocab"]["하나더"] = len(words["model"]["vocab"])
    (folder / "tokenizer.json").write_text(json.dumps(words), "utf-8")
    with pytest.raises(NoTokenizer, match="more tokens than the model"):
        load_start(str(folder), COLUMNS)


def test_a_tokenizer_that_knows_few_of_the_words_is_told(start: Path, moods: Splits) -> None:
    loaded = load_start(str(start), COLUMNS)
    unknown = loaded.tokenizer.unk_token_id
    columns = Columns((moods.train.head,))
    mine = Examples([moods.train], columns, loaded.tokenizer, longest=32)
    assert mine.share_of(unknown) == 0
    with pytest.raises(NoTokenizer, match="60% of the tokens"):
        check_tokens(loaded, 0.6)


def test_an_encoder_without_a_trained_head_is_not_measured(start: Path) -> None:
    with pytest.raises(BadStart, match="has no head"):
        load_trained(str(start))

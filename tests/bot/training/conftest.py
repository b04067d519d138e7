"""A start model and corpora small enough to train on in seconds, made on the spot."""

import gzip
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
from transformers import BertConfig, BertModel

from bot.training.companion import spoken

GLAD = ("정말 좋아요", "오늘 신난다", "기뻐서 웃었어", "최고의 하루", "행복해")
GRIM = ("너무 화나", "짜증이 난다", "정말 싫어", "속상해서 울었어", "최악의 하루")


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random BERT of three layers with a tokenizer that knows the companion lines."""
    folder = tmp_path_factory.mktemp("start")
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    trainer = trainers.BpeTrainer(
        vocab_size=1500, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False
    )
    tokenizer.train_from_iterator([line.text for line in spoken("train")], trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=160,
        pad_token_id=1,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every corpus in its authors' format, with a few texts."""
    folder = tmp_path_factory.mktemp("data")
    _write_kote(folder / "kote")
    _write_goemotions(folder / "goemotions_en")
    _write_nsmc(folder / "nsmc")
    _write_chatbot(folder / "chatbot_data")
    return folder


def _write_kote(folder: Path) -> None:
    folder.mkdir()
    joy, sadness, anger = 42, 5, 6
    rows = [f"{n}\t{GLAD[n % 5]} {n}\t{joy}" for n in range(30)]
    rows += [f"{n}\t{GRIM[n % 5]} {n}\t{sadness},{anger}" for n in range(30, 60)]
    with gzip.open(folder / "val.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")


def _write_goemotions(folder: Path) -> None:
    folder.mkdir()
    # 17 is joy, 2 anger, 27 neutral.
    rows = ['"what a day"\t17\taa', "I hate this\t2\tab", "a table\t27\tac", "odd fun\t17,2\tad"]
    for part, times in (("train", 8), ("dev", 4)):
        (folder / f"{part}.tsv").write_text("\n".join(rows * times) + "\n", "utf-8")


def _write_nsmc(folder: Path) -> None:
    folder.mkdir()
    rows = [f"{n}\t{(GLAD if n % 2 else GRIM)[n % 5]} 영화\t{n % 2}" for n in range(40)]
    text = "\n".join(["id\tdocument\tlabel", *rows, "99\t\t1"]) + "\n"
    (folder / "ratings_train.txt").write_text(text, "utf-8")


def _write_chatbot(folder: Path) -> None:
    folder.mkdir()
    text = 'Q,A,label\n"밥 먹었어, 너는?",네.,0\n버스 타는 중,네.,0\n헤어졌어,저런.,1\n'
    (folder / "ChatbotData.csv").write_text(text, "utf-8")

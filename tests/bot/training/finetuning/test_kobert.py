"""KoBERT's sentencepiece model in BERT's frame, from the files that its publishers ship."""

from pathlib import Path

import pytest
from transformers import AutoTokenizer, BertConfig
from transformers.convert_slow_tokenizer import import_protobuf

from bot.training.finetuning.kobert import kobert_tokenizer
from bot.training.finetuning.start import tokenizer_of

PIECES = [
    "[UNK]",
    "[PAD]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "▁한국",
    "어",
    "▁모델",
    "을",
    "▁",
    "공유",
    ".",
]
BERT = BertConfig(vocab_size=len(PIECES))


def write_pieces(file: Path, pieces: list[str]) -> None:
    """A sentencepiece model of the unigram kind; longer pieces are likelier than their parts."""
    model = import_protobuf().ModelProto()
    for piece in pieces:
        kind = 2 if piece == "[UNK]" else 3 if piece.startswith("[") else 1
        model.pieces.add(piece=piece, score=-1.0, type=kind)
    file.write_bytes(model.SerializeToString())


@pytest.fixture(params=["skt", "monologg"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """As published by SKT, numbered by the model, or by monologg, numbered by a list of words."""
    BERT.save_pretrained(tmp_path)
    if request.param == "skt":
        write_pieces(tmp_path / "spiece.model", PIECES)
        text = '{"tokenizer_class": "XLNetTokenizer", "cls_token": "[CLS]", "sep_token": "[SEP]"}'
        (tmp_path / "tokenizer_config.json").write_text(text, "utf-8")
    else:
        write_pieces(tmp_path / "tokenizer_78b3253a26.model", ["[UNK]", *PIECES[5:]])
        (tmp_path / "vocab.txt").write_text("\n".join(PIECES) + "\n", "utf-8")
    return tmp_path


def test_korean_is_read_in_whole_pieces_inside_bert_s_frame(folder: Path) -> None:
    tokenizer = tokenizer_of(str(folder), BERT)
    numbers = tokenizer("한국어 모델을  공유.", return_token_type_ids=True)
    tokens = tokenizer.convert_ids_to_tokens(numbers["input_ids"])
    assert tokens == ["[CLS]", "▁한국", "어", "▁모델", "을", "▁", "공유", ".", "[SEP]"]
    assert numbers["input_ids"] == [PIECES.index(token) for token in tokens]
    assert set(numbers["token_type_ids"]) == {0}
    assert tokenizer.pad_token_id == 1
    assert tokenizer("쀍")["input_ids"][-2] == 0


def test_what_is_saved_needs_no_such_help(folder: Path, tmp_path: Path) -> None:
    tokenizer = tokenizer_of(str(folder), BERT)
    tokenizer.save_pretrained(tmp_path / "saved")
    again = AutoTokenizer.from_pretrained(tmp_path / "saved")
    assert again("한국어 모델을")["input_ids"] == tokenizer("한국어 모델을")["input_ids"]
    assert kobert_tokenizer(str(tmp_path / "saved"), BERT) is None

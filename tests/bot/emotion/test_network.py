"""The files that ship, as they lie in their folder."""

import re
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnx
import pytest

from bot.emotion.network import Network, excerpt
from bot.encoder.words import Words
from config.errors import ConfigError

MODEL = Path(str(files("bot.encoder") / "model"))
TEXTS = ["오늘 면접 붙었어!!", "i can't sleep, my head won't stop", "ㅋㅋㅋ"]


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(MODEL)


def test_every_head_is_weighed_of_two_voices(network: Network) -> None:
    found, (own, beside) = network.run(TEXTS), network.voices(TEXTS)
    for name, head in network.card.heads.items():
        weighed = head.network * own[name] + head.ngrams * beside[name]
        assert np.allclose(found[name], weighed)
        assert found[name].shape == (len(TEXTS), len(head.labels))


def test_in_company_a_text_is_read_nearly_as_alone(network: Network) -> None:
    together = network.run([*TEXTS, "가" * 300])["mood"]
    alone = network.run(TEXTS[:1])["mood"]
    # Eight bits are scaled by what is in the batch.
    assert np.abs(together[0] - alone[0]).max() < 0.5
    assert together[0].argmax() == alone[0].argmax()


def test_attention_is_one_operator_a_layer() -> None:
    # Without that, a reading takes a seventh longer.
    operators = [node.op_type for node in onnx.load(MODEL / "emotion.onnx").graph.node]
    assert operators.count("QAttention") == 6
    assert "Softmax" not in operators


def test_only_heads_of_several_labels_have_thresholds(network: Network) -> None:
    counts = {name: len(head.thresholds) for name, head in network.card.heads.items()}
    assert counts == {"kote": 44, "goemotions": 28, "polarity": 1, "mood": 0}


def test_of_a_long_text_the_beginning_and_the_end_are_read() -> None:
    text = excerpt("처음" + "가" * 1_000_000 + "끝")
    assert len(text) < 600
    assert text.startswith("처음")
    assert text.endswith("끝")


def test_the_network_too_reads_beginning_and_end(network: Network) -> None:
    calm = "오늘은 집에서 밥을 먹었어. " * 15
    (plain,), (first,), (last,) = (
        network.voices([text])[0]["mood"]
        for text in (calm, f"너무 화가 나. {calm}", f"{calm}너무 화가 나.")
    )
    angry = network.card.heads["mood"].labels.index("angry")
    assert min(first[angry], last[angry]) > plain[angry] + 0.1


def test_what_is_cut_is_cut_by_tokens_and_in_company_alike() -> None:
    whole, cut = Words(MODEL, longest=99), Words(MODEL, longest=7, endings=True)
    texts = ["하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉 열", "하나"]
    every, kept = whole(texts), cut(texts)
    tokens = every.mask[0].sum()
    assert kept.mask.tolist() == [[1] * 7, [1, 1, 1, 0, 0, 0, 0]]
    ends = [0, 1, 2, *range(tokens - 4, tokens)]
    assert np.array_equal(kept.vectors[0], every.vectors[0, ends])
    assert np.array_equal(kept.vectors[1, :3], every.vectors[1, :3])


@pytest.mark.parametrize("broken", ["emotion.onnx", "words.npz", "tokenizer.json.gz", "ngrams.npz"])
def test_a_broken_file_is_told(tmp_path: Path, broken: str) -> None:
    for file in MODEL.iterdir():
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / broken).unlink()
    (tmp_path / broken).write_bytes(b"not what it should be")
    with pytest.raises(ConfigError, match=re.escape(broken)):
        Network(tmp_path)


def test_the_files_are_small() -> None:
    others = {"guard", "paraphrase", "telling", "reranker"}
    own = [file for file in MODEL.iterdir() if file.stem not in others]
    assert sum(file.stat().st_size for file in own) <= 38_000_000

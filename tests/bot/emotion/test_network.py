"""The files that ship, as they lie in their folder."""

import re
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnx
import pytest

from bot.emotion.network import Network, excerpt
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


@pytest.mark.parametrize("broken", ["emotion.onnx", "words.npz", "tokenizer.json.gz", "ngrams.npz"])
def test_a_broken_file_is_told(tmp_path: Path, broken: str) -> None:
    for file in MODEL.iterdir():
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / broken).unlink()
    (tmp_path / broken).write_bytes(b"not what it should be")
    with pytest.raises(ConfigError, match=re.escape(broken)):
        Network(tmp_path)


def test_the_files_are_small() -> None:
    assert sum(file.stat().st_size for file in MODEL.iterdir()) <= 38_000_000

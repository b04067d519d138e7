from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emotion.ngrams import Ngrams, buckets, checksums, quantised, read_ngrams, write_ngrams
from config.errors import ConfigError

BITS = 6


def fall(text: str, bits: int) -> np.ndarray:
    return buckets(checksums(text), 1 << bits)


def head(labels: int = 3) -> np.ndarray:
    return np.random.default_rng(0).normal(0, 1, (1 << BITS, labels)).astype(np.float32)


@given(st.text())
def test_any_text_falls_into_buckets_each_once(text: str) -> None:
    filled = fall(text, BITS)
    assert len(set(filled.tolist())) == len(filled)
    assert all(0 <= bucket < 1 << BITS for bucket in filled)


def test_runs_of_one_to_four_characters_count_with_the_edges_of_words() -> None:
    # " ab ": four runs of one (a space twice), three of two, two of three, one of four.
    assert len(fall("ab", 24)) == 3 + 3 + 2 + 1


def test_case_and_the_width_of_spaces_do_not_matter() -> None:
    assert np.array_equal(fall("So  SAD\n", 20), fall("so sad", 20))


def test_the_buckets_do_not_change_between_versions() -> None:
    # The weights that ship were learned for these.
    assert fall("아", 16).tolist() == [8453, 9728, 24704, 51632, 53061]


def test_a_logit_is_the_mean_weight_by_the_root_of_the_buckets() -> None:
    weights, bias = head(), np.array([0.5, 0, -0.5], np.float32)
    filled = fall("안녕", BITS)
    expected = weights[filled].sum(0) / len(filled) ** 0.5 + bias
    found = quantised(weights, bias).logits(filled)
    assert found == pytest.approx(expected, abs=0.05)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    heads = {
        "mood": quantised(head(8), np.zeros(8, np.float32)),
        "one": quantised(head(1), np.ones(1)),
    }
    write_ngrams(heads, tmp_path / "ngrams.npz")
    found = read_ngrams(tmp_path / "ngrams.npz").run(["너무 좋아", "bad"])
    expected = Ngrams(heads).run(["너무 좋아", "bad"])
    assert found.keys() == expected.keys()
    assert all(np.array_equal(found[name], expected[name]) for name in found)
    assert found["mood"].shape == (2, 8)


def test_a_file_of_something_else_is_told(tmp_path: Path) -> None:
    (tmp_path / "ngrams.npz").write_bytes(b"no archive")
    with pytest.raises(ConfigError, match=r"ngrams\.npz"):
        read_ngrams(tmp_path / "ngrams.npz")

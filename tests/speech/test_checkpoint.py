"""Reading CTranslate2's weights."""

from pathlib import Path

import numpy as np
import pytest

from speech.checkpoint import read_checkpoint


def test_every_weight_of_whisper_base_is_found(whisper_base: Path) -> None:
    checkpoint = read_checkpoint(whisper_base / "model.bin")
    assert checkpoint.dims == {
        "n_mels": 80,
        "n_audio_ctx": 1500,
        "n_audio_state": 512,
        "n_audio_head": 8,
        "n_audio_layer": 6,
        "n_vocab": 51_865,
        "n_text_ctx": 448,
        "n_text_state": 512,
        "n_text_head": 8,
        "n_text_layer": 6,
    }
    assert sum(array.size for array in checkpoint.state.values()) == 72_593_920
    assert all(np.isfinite(array).all() for array in checkpoint.state.values())


@pytest.mark.parametrize("size", [0, 3, 30, 1_000, 100_000_000])
def test_a_file_that_was_cut_is_refused(size: int, whisper_base: Path, tmp_path: Path) -> None:
    with (whisper_base / "model.bin").open("rb") as whole:
        (tmp_path / "model.bin").write_bytes(whole.read(size))
    with pytest.raises(ValueError, match="no Whisper model"):
        read_checkpoint(tmp_path / "model.bin")


@pytest.mark.parametrize(
    "data",
    [
        b"\x05\x00\x00\x00\x0c\x00WhisperSpec\x00",
        b"\x06\x00\x00\x00\x10\x00TransformerSpec\x00",
        b"\x06\x00\x00\x00\x0c\x00WhisperSpec\x00\x03\x00\x00\x00\x00\x00\x00\x00",
    ],
)
def test_another_model_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(data)
    with pytest.raises(ValueError, match="no Whisper model"):
        read_checkpoint(tmp_path / "model.bin")

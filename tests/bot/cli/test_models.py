"""``maum models``, against a hub on this machine."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

TINY, SMALL = "Systran/faster-whisper-tiny", "Systran/faster-whisper-small"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAUM_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def model(weights: bytes) -> dict[str, bytes]:
    return {"model.bin": weights, "config.json": b"{}", "tokenizer.json": b"{}"}


def listed(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    capsys.readouterr()
    assert main(["models", "list", "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    return {one["name"]: one for one in map(json.loads, lines)}


def test_several_are_fetched_and_then_listed_as_installed(
    hub: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.models = {TINY: model(b"tiny"), SMALL: model(b"small")}
    assert main(["models", "pull", "whisper:tiny", "whisper:small"]) == 0
    folder = tmp_path / "home" / "models" / "whisper" / "tiny"
    assert f"whisper:tiny: {folder}" in capsys.readouterr().out
    tiny = listed(capsys)["whisper:tiny"]
    assert (folder / "model.bin").read_bytes() == b"tiny"
    assert tiny == {
        "name": "whisper:tiny",
        "kind": "speech to text",
        "size": 78_000_000,
        "licence": "MIT",
        "source": "https://huggingface.co/Systran/faster-whisper-tiny",
        "installed": True,
        "folder": str(folder),
    }


def test_one_that_fails_does_not_stop_the_others(
    hub: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.models = {SMALL: model(b"small")}
    assert main(["models", "pull", "whisper:tiny", "whisper:small"]) == 1
    printed = capsys.readouterr()
    assert "whisper:tiny cannot be fetched" in printed.err
    assert "whisper:small: " in printed.out


def test_a_file_with_a_wrong_checksum_is_not_installed(
    hub: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """maum knows the checksum of whisper-base itself: a hub that lists another is not believed."""
    hub.models = {"Systran/faster-whisper-base": model(b"not the weights")}
    assert main(["models", "pull", "whisper:base"]) == 1
    assert "wrong checksum" in capsys.readouterr().err
    assert not (tmp_path / "home/models/whisper/base").exists()


def test_a_mistyped_name_fetches_nothing(hub: Any, capsys: pytest.CaptureFixture[str]) -> None:
    hub.models = {TINY: model(b"tiny")}
    assert main(["models", "pull", "whisper:tiny", "whisper:smal"]) == 2
    assert "did you mean 'whisper:small'" in capsys.readouterr().err
    assert hub.requests == []


def test_the_table_has_sizes_and_licences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list"]) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if "whisper:base" in line)
    assert "148.0 MB" in row
    assert "MIT" in row


def test_whisper_base_comes_whole_and_hears(
    hub: Any, whisper_base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The real weights through the real command, and a file heard with them."""
    import numpy as np

    from speech.encoding import encode_ogg

    hub.models = {
        "Systran/faster-whisper-base": {
            file.name: file.read_bytes() for file in whisper_base.iterdir()
        }
    }
    hub.faults = ["cut"]
    assert main(["models", "pull", "whisper:base"]) == 0
    Path("quiet.ogg").write_bytes(encode_ogg(np.zeros(16_000, np.float32), 16_000).data)
    capsys.readouterr()
    assert main(["hear", "--json", "quiet.ogg"]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == ""

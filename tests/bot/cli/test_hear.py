"""``maum hear``."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.cli import main
from speech.encoding import encode_ogg, encode_wav

SILENCE = np.zeros(16_000, np.float32)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, whisper_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder that has the weights."""
    weights = tmp_path / "home" / "models" / "whisper"
    weights.mkdir(parents=True)
    (weights / "base").symlink_to(whisper_base)
    monkeypatch.setenv("MAUM_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def test_what_fails_is_told_on_its_line_and_the_rest_goes_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("quiet.ogg").write_bytes(encode_ogg(SILENCE, 16_000).data)
    Path("zip.ogg").write_bytes(b"PK\x03\x04" + bytes(1_000))
    Path("hours.wav").write_bytes(encode_wav(np.zeros(16_000 * 601, np.float32), 16_000).data)
    Path("folder").mkdir()
    given = ["zip.ogg", "hours.wav", "missing.ogg", "folder", "quiet.ogg"]
    assert main(["hear", "--json", *given]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == given
    codes = [line.get("error") for line in lines]
    assert codes == ["speech.audio", "speech.long", "usage", "usage", None]
    assert all(line["message"] for line in lines[:-1])
    assert lines[-1] == {"file": "quiet.ogg", "text": "", "language": "", "seconds": 1.0}


def test_a_file_of_gigabytes_is_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    with Path("huge.wav").open("wb") as huge:
        huge.truncate(2**40)
    assert main(["hear", "--json", "huge.wav"]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == "speech.long"


def test_without_json_a_line_says_file_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    Path("quiet.ogg").write_bytes(encode_ogg(SILENCE, 16_000).data)
    assert main(["hear", "quiet.ogg", "missing.ogg"]) == 1
    quiet, missing = capsys.readouterr().out.splitlines()
    assert quiet == "quiet.ogg: "
    assert missing.startswith("missing.ogg: ")


def test_without_weights_it_says_how_to_fetch_them(tmp_path: Path) -> None:
    """In a process of its own, which sees no weights that others have fetched."""
    (tmp_path / "quiet.ogg").write_bytes(encode_ogg(SILENCE, 16_000).data)
    bare = {"MAUM_HOME": str(tmp_path / "bare"), "HF_HUB_CACHE": str(tmp_path / "cache")}
    program = "import bot.cli; raise SystemExit(bot.cli.main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "hear", "--json", "quiet.ogg"],
        env=os.environ | bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    line = json.loads(done.stdout)
    assert line["error"] == "speech.weights"
    assert "maum models pull whisper:base" in line["message"]

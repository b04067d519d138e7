"""The command line's edges: settings, errors, exit codes."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import COMMANDS, main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where ``maum`` runs, with nothing said in the environment and nothing to read."""
    for name in [name for name in os.environ if name.startswith(("MAUM_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MAUM_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        yield tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert f"usage: maum {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "toml", "complaint"),
    [
        (
            ["chat"],
            'persoa = "x"',
            "maum.toml:1: there is no setting 'persoa'; did you mean 'persona'?",
        ),
        (
            ["chat"],
            '[web]\nport = "many"',
            "maum.toml:2: web.port: input should be a valid integer",
        ),
        (
            ["--set", "web.prt=1", "chat"],
            "",
            "there is no setting 'web.prt'; did you mean 'web.port'?",
        ),
        (["chat", "--set", "web.prt=1"], "", "there is no setting 'web.prt'"),
        (["--set", "web.port", "chat"], "", "--set wants NAME=VALUE"),
        (["--config", "nowhere.toml", "chat"], "", "there is no settings file nowhere.toml"),
        (["--set", "persona=mam", "chat"], "", "no persona named 'mam'; did you mean 'maum'?"),
        (["--set", "generator=scriptd", "chat"], "", "did you mean 'scripted'?"),
        (["--set", "generator=openai", "chat"], "", "OPENAI_API_KEY"),
        (["--set", "database.url=sqlite:////proc/x.db", "chat"], "", "maum: "),
    ],
)
def test_what_does_not_fit_is_one_sentence(
    folder: Path,
    argv: list[str],
    toml: str,
    complaint: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (folder / "maum.toml").write_text(toml)
    assert main(argv) == 2
    told = capsys.readouterr()
    assert complaint in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


def test_a_data_folder_that_cannot_be_made_is_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "file").write_text("")
    monkeypatch.setenv("MAUM_HOME", str(folder / "file" / "home"))
    assert main(["chat"]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("maum: ")
    assert told.err.count("\n") == 1


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["chatt"])
    assert left.value.code == 2
    assert "chatt" in capsys.readouterr().err

"""The command line's edges: settings, errors, exit codes."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS, main


def maum(
    *argv: str, cwd: Path, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """``maum`` in a process of its own, with nothing but *environment*."""
    return subprocess.run(
        [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())", *argv],
        cwd=cwd,
        input=stdin,
        env={"MAUM_HOME": str(cwd / "home"), "PATH": "/usr/bin:/bin"} | environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


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
    tmp_path: Path, argv: list[str], toml: str, complaint: str
) -> None:
    (tmp_path / "maum.toml").write_text(toml)
    done = maum(*argv, cwd=tmp_path)
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert (done.returncode, done.stdout) == (2, "")


def test_a_data_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = maum("chat", cwd=tmp_path, stdin="안녕\n", MAUM_HOME=str(tmp_path / "file" / "home"))
    assert done.returncode == 2
    assert done.stderr.startswith("maum: ")
    assert "Traceback" not in done.stderr


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["chatt"])
    assert left.value.code == 2
    assert "chatt" in capsys.readouterr().err

import asyncio
import io
import os
import pty
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.events import ChatKey
from bot.protocols import Line
from bot.store.database import Database

WORDS = "면접에서 떨어졌어"


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database that knows two people."""
    monkeypatch.setenv("MAUM_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "home" / "maum.db"
    asyncio.run(keep(file))
    return file


async def keep(file: Path) -> None:
    async with Database(f"sqlite:///{file}") as store:
        for person in ("me", "you"):
            chat = ChatKey(messenger="console", chat="home", person=person)
            for speaker in ("user", "companion"):
                at = datetime(2026, 3, 1, tzinfo=UTC)
                await store.append(chat, Line(speaker=speaker, text=f"{WORDS} {person}", at=at))


def known(file: Path) -> set[str]:
    async def ask() -> set[str]:
        async with Database(f"sqlite:///{file}") as store:
            return {one.who for one in await store.people()}

    return asyncio.run(ask())


def test_one_person_is_deleted_beyond_recovery(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forget", "console:me", "--all", "--yes"]) == 0
    assert capsys.readouterr().out == "console:me: 모두 지웠어요. (2줄)\n"
    assert known(file) == {"console:you"}
    for path in file.parent.iterdir():
        assert f"{WORDS} me".encode() not in path.read_bytes()


def test_without_all_it_explains(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "console:me", "--yes"]) == 2
    assert "--all" in capsys.readouterr().err
    assert known(file) == {"console:me", "console:you"}


def test_without_a_terminal_it_wants_yes(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "console:me", "--all"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert known(file) == {"console:me", "console:you"}


@pytest.mark.parametrize("who", ["console:nobody", "me", "console:"])
def test_somebody_unknown_is_an_error_with_a_code(
    file: Path, who: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forget", who, "--all", "--yes"]) == 1
    assert capsys.readouterr().err.startswith("maum: usage.person: ")
    assert known(file) == {"console:me", "console:you"}


@pytest.mark.parametrize(
    ("typed", "code", "left"),
    [
        ("네\n".encode(), 0, {"console:you"}),
        (b"no\n", 1, {"console:me", "console:you"}),
        (b"\x04", 1, {"console:me", "console:you"}),
    ],
    ids=["yes", "no", "Ctrl-D"],
)
def test_on_a_terminal_it_asks(
    file: Path,
    typed: bytes,
    code: int,
    left: set[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ours, theirs = pty.openpty()
    try:
        with os.fdopen(theirs) as terminal:
            monkeypatch.setattr(sys, "stdin", terminal)
            monkeypatch.setenv("MAUM_LANGUAGE", "en")
            os.write(ours, typed)
            assert main(["forget", "console:me", "--all"]) == code
    finally:
        os.close(ours)
    asked = capsys.readouterr().out
    assert "console:me" in asked
    assert "Type 'yes' to go on: " in asked
    assert WORDS not in asked
    assert known(file) == left


def test_ctrl_c_on_a_terminal_keeps_everything(file: Path) -> None:
    ours, theirs = pty.openpty()
    program = "import sys; from bot.cli import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", program, "forget", "console:me", "--all"],
        env={**os.environ, "MAUM_LANGUAGE": "en"},
        preexec_fn=lambda: os.login_tty(theirs),
    ) as process:
        os.close(theirs)
        try:
            read_until(ours, b"Type 'yes' to go on: ")
            os.write(ours, b"\x03")
            assert process.wait() == 130
        finally:
            process.kill()
            os.close(ours)
    assert known(file) == {"console:me", "console:you"}


def read_until(end: int, words: bytes) -> None:
    seen = b""
    while words not in seen:
        seen += os.read(end, 4096)

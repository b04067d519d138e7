"""What the store's tests share."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.events import ChatKey
from bot.protocols import Line

Said: TypeAlias = Callable[[str], Line]
Program: TypeAlias = Callable[..., "subprocess.Popen[str]"]


class Lives:
    """A program beside the tests that `programs/lives.py` lets live again and again."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin and process.stdout
        self._tell, self._told = process.stdin, process.stdout

    def until_killed(self, name: str, *, lines: int) -> list[str]:
        """All lines of the life *name*, which is killed when it has printed so many."""
        self._tell.write(f"{name}\n")
        self._tell.flush()
        child = int(self._line())
        told = [self._line() for _ in range(lines)]
        os.kill(child, signal.SIGKILL)
        # What was printed before the kill was acknowledged too.
        return told + list(iter(self._line, "dead"))

    def _line(self) -> str:
        line = self._told.readline()
        assert line, "the program has ended"
        return line.strip()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the database will be; nothing is there yet."""
    return tmp_path / "home" / "maum.db"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture
def chat() -> ChatKey:
    return ChatKey(messenger="web", chat="home", person="1")


@pytest.fixture
def said() -> Said:
    return lambda text: Line(speaker="user", text=text, at=datetime(2026, 3, 1, tzinfo=UTC))


@pytest.fixture
def program() -> Program:
    """Starts one of the programs beside the tests, in a process of its own."""

    def start(name: str, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, str(Path(__file__).parent / "programs" / name), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.fixture
def lives(program: Program) -> Iterator[Callable[..., Lives]]:
    """Starts one of the programs that live more than once."""
    with ExitStack() as started:

        def start(name: str, *arguments: str) -> Lives:
            process = started.enter_context(program(name, *arguments))
            started.callback(process.kill)
            return Lives(process)

        yield start

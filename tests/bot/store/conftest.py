"""What the store's tests share."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.events import ChatKey
from bot.protocols import Line

Said: TypeAlias = Callable[[str], Line]
Program: TypeAlias = Callable[..., "subprocess.Popen[str]"]


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
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start

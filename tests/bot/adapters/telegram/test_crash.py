"""Killed at every step of an answer, maum answers every message once and in order."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from servers.telegram import UNLIMITED, Fault, Person, Telegram

PROGRAM = Path(__file__).parent / "programs" / "dying.py"
TESTS = PROGRAM.parents[4]

STEPS = [
    "before receive", "after receive", "model", "before intend", "after intend", "send",
    "sent and not told", "before sent", "after sent", "before finish", "after finish",
]  # fmt: skip


@pytest.fixture
def server() -> Iterator[Telegram]:
    # Nobody dies in the middle of waiting: eleven lives write faster than one would.
    with Telegram(limits=UNLIMITED) as server:
        yield server


@pytest.fixture
def program(server: Telegram, tmp_path: Path) -> Iterator[tuple[IO[str], IO[str]]]:
    with subprocess.Popen(
        [sys.executable, str(PROGRAM), str(tmp_path), server.url, server.token],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(TESTS)},
    ) as process:
        assert process.stdin and process.stdout
        try:
            yield process.stdin, process.stdout
        finally:
            process.kill()


@pytest.mark.timeout(300)  # eleven deaths and births, on a machine that may be busy
def test_every_message_is_answered_once_whatever_step_it_is_killed_at(
    server: Telegram, mina: Person, program: tuple[IO[str], IO[str]]
) -> None:
    tell, told = program
    for number, step in enumerate(STEPS):
        die_at(step, server, mina, tell, told, answered=number)
    tell.write("never\t\n")
    tell.flush()
    child = int(told.readline())
    server.wait(lambda: len(mina.chat.texts) == len(STEPS))
    mina.says("끝")
    server.wait(lambda: "[끝]" in mina.chat.texts)
    os.kill(child, signal.SIGKILL)
    assert told.readline() == "dead\n"
    assert mina.chat.texts == [f"[{step}]" for step in STEPS] + ["[끝]"]
    assert server.strange == []


def die_at(
    step: str, server: Telegram, mina: Person, tell: IO[str], told: IO[str], *, answered: int
) -> None:
    """Let a child answer what was left, so many messages, and die at *step* of the next."""
    tell.write(f"{step}\t{step}\n")
    tell.flush()
    child = int(told.readline())
    server.wait(lambda: len(mina.chat.texts) == answered)
    hangs = {"send": "before", "sent and not told": "after"}
    if step not in hangs:
        mina.says(step)
    else:
        meant = lambda given: given["text"] == f"[{step}]"  # noqa: E731
        hang = server.fail("sendMessage", Fault(hang=hangs[step], applies=meant))  # type: ignore[arg-type]
        mina.says(step)
        server.wait(lambda: hang.met)
        os.kill(child, signal.SIGKILL)
    assert told.readline() == "dead\n"
    if step in hangs:
        server.release(hang)

"""The fake Telegram by hand, as a program."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import Bot, Update

TESTS = Path(__file__).parents[1]


@pytest.fixture
def program() -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-m", "servers.telegram"],
        cwd=TESTS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        yield program
        program.kill()


async def test_lines_are_sent_and_the_bots_doings_are_shown(
    program: "subprocess.Popen[str]",
) -> None:
    assert program.stdin and program.stdout
    base, token, *_ = program.stdout.readline().split()
    url = base.removeprefix("TELEGRAM_API_BASE=")
    async with Bot(token.removeprefix("TELEGRAM_TOKEN="), base_url=f"{url}/bot") as bot:
        program.stdin.write("Jun: 안녕\n")
        program.stdin.flush()
        (update,) = await bot.get_updates(timeout=60)
        assert isinstance(update, Update) and update.message
        await bot.send_chat_action(update.message.chat_id, "typing")
        await bot.send_message_draft(update.message.chat_id, 1, "반")
        await bot.send_message(update.message.chat_id, "반가워요")
    assert [program.stdout.readline().strip() for _ in range(3)] == [
        "Jun's chat: (typing)",
        "Jun's chat: draft 1: 반",
        "Jun's chat: [102] 반가워요",
    ]
    program.send_signal(signal.SIGINT)
    assert program.wait() == 0

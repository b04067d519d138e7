"""``maum``, killed in the middle of its work."""

import signal
import subprocess
import sys

# It is its own hand: whoever reads what it says is late by as long as the machine likes.
_PROGRAM = """
import os, signal, sys
from bot.cli import main
last, write = sys.argv.pop(1), sys.stderr.write
def dying(text):
    write(text)
    if text.startswith(last):
        os.kill(os.getpid(), signal.SIGKILL)
sys.stderr.write = dying
sys.exit(main())
"""


def killed_at(last: str, *argv: str) -> None:
    """Let ``maum`` with *argv* live until it writes a line to stderr that begins with *last*."""
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, last, *argv],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr

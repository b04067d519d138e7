"""Lives of a program, one after another; what it imports is imported once.

Each line on stdin begins one, in a child that prints its process id first. It goes on until it is
killed, which is told as ``dead``.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine


def tell(line: object) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def live(main: Callable[[str], Coroutine[None, None, None]]) -> None:
    """Let each life be *main* of its line."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            tell(os.getpid())
            asyncio.run(main(line.strip()))
            os._exit(1)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL, status
        tell("dead")

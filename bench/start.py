"""How soon maum is there: help, two turns on the console, and the page.

Run on a machine with nothing else to do; each figure stands beside a bare Python's start in the
same run.
"""

import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import median

MAUM = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())"]
LINES = "안녕\n오늘 면접에서 떨어졌어\n".encode()


def seconds(work: Callable[[], object], times: int) -> float:
    """The median of *times* runs of *work*."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)


def run(*command: str, stdin: bytes = b"") -> None:
    subprocess.run(command, input=stdin, check=True, capture_output=True)


def page(home: str) -> None:
    """Start ``maum run`` and read its page once."""
    settings = ["--set", f"home={home}", "--set", "web.port=0"]
    with subprocess.Popen([*MAUM, *settings, "run"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        urllib.request.urlopen(found[0]).read()
        process.terminate()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = str(Path(folder) / "home")
        chat = [*MAUM, "--set", f"home={home}", "chat", "--json"]
        bare = seconds(lambda: run(sys.executable, "-c", "pass"), 15)
        rows = {
            "python -c pass": bare,
            "maum --help": seconds(lambda: run(*MAUM, "--help"), 15),
            "maum chat, two turns": seconds(lambda: run(*chat, stdin=LINES), 3),
            "maum run, to the first page": seconds(lambda: page(home), 3),
        }
    for name, taken in rows.items():
        print(f"{name:<28} {taken:7.3f} s  {taken / bare:6.1f} x")


if __name__ == "__main__":
    main()

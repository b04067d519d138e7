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


def typical(measure: Callable[[], float], times: int) -> float:
    """The median of *times* measurements, in seconds."""
    return median(measure() for _ in range(times))


def run(*command: str, stdin: bytes = b"") -> float:
    """How long *command* takes from its start to its end."""
    start = time.perf_counter()
    subprocess.run(command, input=stdin, check=True, capture_output=True)
    return time.perf_counter() - start


def page(home: str) -> float:
    """How long it takes from the start of ``maum run`` to its page's last byte."""
    settings = ["--set", f"home={home}", "--set", "web.port=0"]
    start = time.perf_counter()
    with subprocess.Popen([*MAUM, *settings, "run"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        urllib.request.urlopen(found[0]).read()
        taken = time.perf_counter() - start
        process.terminate()
    return taken


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = str(Path(folder) / "home")
        chat = [*MAUM, "--set", f"home={home}", "chat", "--json"]
        bare = typical(lambda: run(sys.executable, "-c", "pass"), 15)
        rows = {
            "python -c pass": bare,
            "maum --help": typical(lambda: run(*MAUM, "--help"), 15),
            "maum chat, two turns": typical(lambda: run(*chat, stdin=LINES), 3),
            "maum run, to the first page": typical(lambda: page(home), 3),
        }
    for name, taken in rows.items():
        print(f"{name:<28} {taken:7.3f} s  {taken / bare:6.1f} x")


if __name__ == "__main__":
    main()

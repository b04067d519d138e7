"""``maum run`` as people start it."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MAUM = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())"]


@contextmanager
def running(folder: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``maum run`` and the address that it prints."""
    process = subprocess.Popen(
        [*MAUM, "--set", f"web.port={port}", "run"],
        cwd=folder,
        env={"MAUM_HOME": str(folder / "home"), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        found = re.search(r"http://\S+", process.stdout.readline())
        try:
            yield process, found[0] if found else ""
        finally:
            process.kill()


def test_it_prints_an_address_that_answers_and_stops_when_told(tmp_path: Path) -> None:
    with running(tmp_path) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address) as page:
            html = page.read()
        assert b'data-testid="composer"' in html
        assert b'"talk": true' in html
        with urllib.request.urlopen(f"{address}/healthz") as health:
            assert health.status == 200
        process.send_signal(signal.SIGTERM)
        _, stderr = process.communicate()
        assert (process.returncode, stderr) == (0, "")


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running(tmp_path, port) as (process, nothing):
            _, stderr = process.communicate()
    assert nothing == ""
    assert process.returncode == 2
    assert str(port) in stderr
    assert stderr.startswith("maum: ")
    assert "Traceback" not in stderr

"""docs/scripted-voice.md shows what the small voice really answers."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_the_page_is_what_runs() -> None:
    written = subprocess.run(
        [sys.executable, "-m", "bench.exchanges"], cwd=ROOT, capture_output=True, check=True
    )
    page = (ROOT / "docs" / "scripted-voice.md").read_text("utf-8")
    assert written.stdout.decode("utf-8") == page, (
        "run: python -m bench.exchanges > docs/scripted-voice.md"
    )
    assert page.count("\n**") >= 50

"""docs/scripted-voice.md shows what the small voice really answers."""

from pathlib import Path

from bench.exchanges import page

ROOT = Path(__file__).parents[3]


def test_the_page_is_what_runs() -> None:
    written = (ROOT / "docs" / "scripted-voice.md").read_text("utf-8")
    assert written == page(), "run: python -m bench.exchanges > docs/scripted-voice.md"
    assert written.count("\n**") >= 50

"""The command starts light."""

import json
import subprocess
import sys

import pytest

from bot.cli import COMMANDS

HEAVY = {
    "alembic", "asyncio", "av", "cairosvg", "ctranslate2", "datasets", "fastapi",
    "faster_whisper", "gtts", "httpx", "jinja2", "matplotlib", "numpy", "onnxruntime", "openai",
    "openpyxl", "pandas", "py_avataaars", "pyarrow", "pydantic", "resvg_py", "rich", "sklearn",
    "sqlalchemy", "structlog", "tokenizers", "torch", "transformers", "uvicorn",
}  # fmt: skip


def loaded_by(*argv: str) -> set[str]:
    """The top-level modules in memory after ``maum`` with *argv*."""
    code = (
        "import json, sys\n"
        "from bot.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as left: assert left.code == 0, left.code\n"
        "sys.stderr.write(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *argv], capture_output=True, text=True, check=True
    )
    assert "usage: maum" in done.stdout
    return set(json.loads(done.stderr))


def test_help_loads_no_heavy_library() -> None:
    assert loaded_by("--help") & HEAVY == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_s_help_loads_no_heavy_library(command: str) -> None:
    assert loaded_by(command, "--help") & (HEAVY - {"asyncio"}) == set()


def test_help_names_every_command() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main(['--help'])"],
        capture_output=True,
        text=True,
        check=True,
    )
    for name, summary in COMMANDS.items():
        assert name in done.stdout
        assert summary in " ".join(done.stdout.split())

"""``maum doctor``: what works on this machine and what does not."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.cli.checkup import Finding

_MARKS = {"ok": "✓", "missing": "–", "broken": "✗"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``maum doctor``."""
    parser.add_argument("--json", action="store_true", help="print each finding as one JSON line")


async def run(arguments: argparse.Namespace) -> int:
    """Print every finding; 1 if something that the settings ask for cannot work."""
    from bot.cli.checkup import Checkup
    from bot.cli.options import settings_of

    healthy = True
    async for finding in Checkup(settings_of(arguments)).findings():
        healthy = healthy and finding.state != "broken"
        sys.stdout.write((_json if arguments.json else _prose)(finding) + "\n")
        sys.stdout.flush()
    return 0 if healthy else 1


def _json(finding: "Finding") -> str:
    fields = {
        "part": finding.part,
        "spec": finding.spec,
        "state": finding.state,
        "message": finding.message,
    }
    return json.dumps(fields, ensure_ascii=False)


def _prose(finding: "Finding") -> str:
    line = f"{_MARKS[finding.state]} {finding.part:<12} {finding.spec}"
    return f"{line}\n    {finding.message}" if finding.message else line

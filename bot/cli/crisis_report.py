"""``maum crisis-report``: how often the guard answered, without anybody's words."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.care.counts import Counts

_COLUMNS = ("month", "level", "language", "messenger", "count")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``maum crisis-report``."""
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


async def run(arguments: argparse.Namespace) -> int:
    """Print a row for each month, level, language and messenger."""
    from bot.care.safeguards import Safeguards
    from bot.cli.options import settings_of

    settings = settings_of(arguments)
    counts = Safeguards.of(settings.folder, policies=(), minors=False).counts
    shown = _as_json if arguments.json else _as_table
    for line in shown(counts):
        sys.stdout.write(f"{line}\n")
    return 0


def _rows(counts: "Counts") -> "Iterator[tuple[str, ...]]":
    from bot.care.counts import by_month

    for kind, count in sorted(by_month(counts.read()).items()):
        yield (*kind, str(count))


def _as_json(counts: "Counts") -> "Iterator[str]":
    for *kind, count in _rows(counts):
        values = dict(zip(_COLUMNS, kind, strict=False)) | {"count": int(count)}
        yield json.dumps(values, ensure_ascii=False)


def _as_table(counts: "Counts") -> "Iterator[str]":
    rows = list(_rows(counts))
    if not rows:
        yield "the guard has not answered yet"
    for row in [_COLUMNS, *rows] if rows else []:
        yield "  ".join(f"{value:<9}" for value in row).rstrip()

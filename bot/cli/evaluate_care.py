"""``maum evaluate care``: how well the crisis guard judges the lines that were written for it."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.care.measure import Confusion


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``maum evaluate care``."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")


async def run(arguments: argparse.Namespace) -> int:
    """Measure and print; needs no model and no extra."""
    from bot.care.guard import Guard
    from bot.care.measure import HALVES, confusion, labelled_lines

    guard, lines = Guard(), labelled_lines()
    tables = {
        f"{language} {half}": confusion(
            guard, (one for one in lines if (one.language, one.half) == (language, half))
        )
        for language in ("ko", "en")
        for half in HALVES
    }
    if arguments.json:
        found = {name: _as_json(table) for name, table in tables.items()}
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n\n".join("\n".join(_shown(*one)) for one in tables.items()) + "\n")
    return 0


def _as_json(table: "Confusion") -> dict[str, Any]:
    from bot.events import Level

    return {
        "grave": table.grave,
        "concern": table.concern,
        "false_alarms": table.false_alarms,
        "counts": {is_: {was: table.counts[is_, was] for was in Level} for is_ in Level},
    }


def _shown(name: str, table: "Confusion") -> "Iterator[str]":
    from bot.events import Level

    yield f"{name:<18}" + "".join(f"{level:>10}" for level in Level) + "   (judged as)"
    for is_ in Level:
        yield f"  {is_:<16}" + "".join(f"{table.counts[is_, was]:>10}" for was in Level)
    yield (
        f"  explicit or imminent found {table.grave:.3f} · concern noticed {table.concern:.3f} · "
        f"false alarms {table.false_alarms:.3f}"
    )

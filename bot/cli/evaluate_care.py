"""``maum evaluate care``: how well the crisis guard judges the lines that were written for it."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.care.guard import Guard
    from bot.care.measure import Confusion

_PATIENCE = 60.0
"""Seconds that the network may take for a line: it is what is measured, not the machine."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``maum evaluate care``."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--part",
        choices=("tuning", "development", "held-out"),
        help="measure on this part of the lines alone",
    )
    parser.add_argument(
        "--conversations",
        action="store_true",
        help="let people who were thought up talk with the whole companion",
    )


async def run(arguments: argparse.Namespace) -> int:
    """Measure and print; needs no extra."""
    from bot.care.guard import Guard
    from bot.care.opinion import Opinions
    from bot.cli.options import settings_of

    settings_of(arguments)  # says where the log goes
    async with Opinions(patience=_PATIENCE) as opinions:
        if arguments.conversations:
            return await _converse(Guard(opinions), as_json=arguments.json)
        guards = {"lexicon alone": Guard()}
        if await opinions.ready():
            guards["with the network"] = Guard(opinions)
        part = arguments.part
        tables = {name: await _measured(guard, part) for name, guard in guards.items()}
    if arguments.json:
        found = {
            name: {part: _as_json(table) for part, table in parts.items()}
            for name, parts in tables.items()
        }
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        shown = (
            "\n".join(_shown(f"{part}, {name}", table))
            for name, parts in tables.items()
            for part, table in parts.items()
        )
        sys.stdout.write("\n\n".join(shown) + "\n")
    return 0


async def _measured(guard: "Guard", part: str | None) -> "dict[str, Confusion]":
    from bot.care.measure import PARTS, confusion, labelled_lines

    parts = [(language, one) for language in ("ko", "en") for one in ([part] if part else PARTS)]
    return {
        f"{language} {part}": await confusion(
            guard, (one for one in labelled_lines() if (one.language, one.half) == (language, part))
        )
        for language, part in parts
    }


async def _converse(guard: "Guard", *, as_json: bool) -> int:
    from bot.rehearsal import WRITERS, Dimension, rehearse, visitors

    found = {
        writer: [await rehearse(visitor, guard, kind()) for visitor in visitors()]
        for writer, kind in WRITERS.items()
    }
    shares = {
        writer: {one: sum(held[one] for held in all_of_them) for one in Dimension}
        for writer, all_of_them in found.items()
    }
    whole = len(visitors())
    if as_json:
        sys.stdout.write(json.dumps({"conversations": whole, **shares}) + "\n")
        return 0
    sys.stdout.write(f"{'writer':<10}" + "".join(f"{one:>18}" for one in Dimension) + "\n")
    for writer, held in shares.items():
        row = "".join(f"{f'{held[one]}/{whole}':>18}" for one in Dimension)
        sys.stdout.write(f"{writer:<10}{row}\n")
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

    yield f"{name:<36}\n{'':<18}" + "".join(f"{level:>10}" for level in Level) + "   (judged as)"
    for is_ in Level:
        yield f"  {is_:<16}" + "".join(f"{table.counts[is_, was]:>10}" for was in Level)
    yield (
        f"  explicit or imminent found {table.grave:.3f} · concern noticed {table.concern:.3f} · "
        f"false alarms {table.false_alarms:.3f}"
    )

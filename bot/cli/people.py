"""``maum people``: who is known, without any of their words."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.protocols import Acquaintance


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``maum people``."""
    parser.add_argument("--json", action="store_true", help="print each person as one JSON line")


async def run(arguments: argparse.Namespace) -> int:
    """Print everybody, latest first."""
    from bot.cli.options import settings_of
    from bot.wiring import Wiring, opened

    async with opened(Wiring(settings_of(arguments)).store()) as store:
        people = await store.people()
    for line in map(_json, people) if arguments.json else _table(people):
        sys.stdout.write(line + "\n")
    return 0


def _json(one: "Acquaintance") -> str:
    return json.dumps(
        {
            "who": one.who,
            "messenger": one.who.partition(":")[0],
            "messages": one.messages,
            "first": one.first.isoformat(),
            "last": one.last.isoformat(),
        }
    )


def _table(people: "Sequence[Acquaintance]") -> Iterator[str]:
    width = max([len(one.who) for one in people], default=len("who"))
    yield f"{'who':<{width}}  messages  {'first':<16}  last"
    for one in people:
        who = _printable(one.who)
        yield f"{who:<{width}}  {one.messages:>8}  {_minute(one.first)}  {_minute(one.last)}"


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _printable(who: str) -> str:
    """*who* without what would move a terminal's cursor: an id is the messenger's to choose."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in who)

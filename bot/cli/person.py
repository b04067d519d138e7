"""The person whom a command is about."""

import sys
from typing import TYPE_CHECKING

from config.errors import UnknownPerson, explain

if TYPE_CHECKING:
    from bot.protocols import Acquaintance, Store

HELP = "messenger:id, as `maum people` lists it; the console's is console:me"


async def find(store: "Store", who: str) -> "Acquaintance":
    """What the store knows of ``messenger:id``; raises `UnknownPerson`."""
    for one in await store.people():
        if one.who == who:
            return one
    raise UnknownPerson(f"nothing is kept of {who!r}")


def refuse(error: UnknownPerson, language: str) -> int:
    """Say that nobody is known by that name; the exit code."""
    sys.stderr.write(f"maum: {error.code}: {explain(error.code, language)}\n")
    return 1

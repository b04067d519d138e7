"""Texts in, one line out for each: what the commands that try one part share."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from config.errors import MaumError

Item: TypeAlias = Mapping[str, Any]
"""What came of one text or file; a failing one has ``error``, a code, and ``message``."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the texts, and how to print."""
    parser.add_argument(
        "texts", metavar="TEXT", nargs="+", help="a text; - reads one a line from standard input"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def texts(given: Sequence[str]) -> Iterator[str]:
    """The texts of the command line, with standard input in the place of ``-``."""
    for text in given:
        if text == "-":
            for line in sys.stdin.buffer:
                yield line.decode("utf-8", "replace").rstrip("\r\n")
        else:
            yield text


def refused(error: MaumError) -> Item:
    """The fields that say why an item failed."""
    return {"error": error.code, "message": str(error) or error.en}


class Lines:
    """Prints items, one a line, and remembers whether one of them failed."""

    def __init__(self, prose: Callable[[Item], str], *, as_json: bool) -> None:
        """*prose* makes an item's line for people."""
        self._prose = prose
        self._as_json = as_json
        self.failed = False

    def show(self, item: Item) -> None:
        """Print *item* at once, for whoever waits at the other end of a pipe."""
        self.failed = self.failed or "error" in item
        line = json.dumps(item, ensure_ascii=False) if self._as_json else self._prose(item)
        # A lone surrogate cannot be written.
        sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")
        sys.stdout.flush()

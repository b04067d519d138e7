"""The published parts of a data set, each a table, as one."""

import re
from collections.abc import Iterable
from pathlib import Path

from bot.training.sources.columns import Layout, examples
from bot.training.sources.found import Found
from bot.training.sources.table import Table, is_table, read_table
from config.errors import BadDataset

_PART = re.compile(
    r"(?<![a-z])(?:(train(?:ing)?)|(val(?:id(?:ation)?)?|dev)|(test))(?![a-z])", re.IGNORECASE
)


def part_of(name: str) -> str:
    """The part that the name of a file or a split tells of; empty if none."""
    told = _PART.search(name)
    return ("train", "dev", "test")[(told.lastindex or 1) - 1] if told else ""


def named_tables(path: Path) -> list[tuple[str, Table]]:
    """A file, or every table in a folder, with their names; raises `BadDataset`."""
    files = [path] if path.is_file() else sorted(file for file in path.iterdir() if is_table(file))
    if not files:
        raise BadDataset(f"{path} holds no table")
    return [(file.name if len(files) > 1 else "", read_table(file)) for file in files]


def joined(tables: Iterable[tuple[str, Table]], layout: Layout) -> Found:
    """The texts of all *tables*, at least one; their names tell the parts. Raises `BadDataset`."""
    found: list[Found] = []
    rows = 0
    for name, table in tables:
        found.append(examples(table, layout, part=part_of(name), first_group=rows))
        rows += len(table.rows)
    return Found(
        examples=[example for one in found for example in one.examples],
        exclusive=all(one.exclusive for one in found),
        labels=found[0].labels,
        left_out=sum(one.left_out for one in found),
    )

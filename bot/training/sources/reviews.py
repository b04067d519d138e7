"""Reviews with stars: five are positive, one is negative, what lies between is left out."""

from dataclasses import replace
from pathlib import Path

from bot.training.sources.columns import Layout
from bot.training.sources.found import Found
from bot.training.sources.options import Options
from bot.training.sources.parts import joined, named_tables
from bot.training.sources.table import Row, Table

_MEANINGS = {"1": "negative", "2": "", "3": "", "4": "", "5": "positive"}


def reviews(path: Path, options: Options) -> Found:
    """*path* is a table with a column of stars, or a folder of such tables.

    Without a row of names the stars come first, then the text. Raises `BadDataset`, which names a
    cell that is no number of stars.
    """
    tables = [(name, _named(table)) for name, table in named_tables(path)]
    layout = replace(Layout.of(options), meanings=_MEANINGS)
    return replace(joined(tables, layout), labels=("negative", "positive"))


def _named(table: Table) -> Table:
    if len(table.columns) != 2 or table.columns[0] not in _MEANINGS:
        return table
    rows = [Row(1, table.columns), *table.rows]
    return replace(table, columns=("stars", "text"), rows=rows)

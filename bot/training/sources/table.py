"""A table of texts and labels: CSV, TSV, JSON, JSON Lines, Parquet, Excel."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.training.sources.files import read_text
from config.errors import BadDataset

csv.field_size_limit(1 << 24)  # the default ends a reader at 128 KiB of one text


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the names of the columns."""

    number: int
    """As an editor or a spreadsheet counts; the first is 1."""
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Named columns."""

    name: str
    """The file, for messages."""
    columns: tuple[str, ...]
    rows: Sequence[Row]

    def where(self, row: Row, column: str) -> str:
        """How a message names a cell."""
        return f"{self.name}, row {row.number}, column {column!r}"


def is_table(path: Path) -> bool:
    """Whether the name ends like that of a table."""
    return _ending(path) in _READERS


def read_table(path: Path, *, columns: Sequence[str] = ()) -> Table:
    """A table of any kind; *columns* are those of a text file without a row of names.

    Raises `BadDataset`, which names file and row.
    """
    reader = _READERS.get(_ending(path))
    if reader is None:
        raise BadDataset(f"{path} is none of {', '.join(_READERS)}")
    table = _headed(path, _tab_separated(path), columns) if columns else reader(path)
    if not table.rows:
        raise BadDataset(f"{path} has no rows")
    return table


def _ending(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).suffix.lower()


def _csv(path: Path) -> Table:
    text = read_text(path)
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return _headed(path, ((lines.line_num, cells) for cells in lines))


def _tsv(path: Path) -> Table:
    return _headed(path, _tab_separated(path))


def _tab_separated(path: Path) -> Iterator[tuple[int, list[str]]]:
    # Not the csv module: in the corpora that come as TSV, quotation marks belong to the texts.
    for number, line in enumerate(read_text(path).split("\n"), 1):
        yield number, line.rstrip("\r").split("\t")


def _headed(
    path: Path, lines: Iterable[tuple[int, Sequence[str]]], names: Sequence[str] = ()
) -> Table:
    """*lines* with their numbers; without *names*, the first of them names the columns."""
    filled = ((number, cells) for number, cells in lines if any(cells))
    try:
        columns = tuple(name.strip() for name in names or next(filled)[1])
        rows = [Row(number, _whole(path, number, cells, columns)) for number, cells in filled]
    except StopIteration:
        raise BadDataset(f"{path} is empty") from None
    except csv.Error as error:
        raise BadDataset(f"{path}: {error}") from error
    return Table(name=str(path), columns=columns, rows=rows)


def _whole(
    path: Path, number: int, cells: Sequence[str], columns: Sequence[str]
) -> tuple[str, ...]:
    if len(cells) != len(columns):
        raise BadDataset(
            f"{path}, row {number}: {len(cells)} columns where {len(columns)} are wanted"
        )
    return tuple(cells)


def _json_lines(path: Path) -> Table:
    lines = enumerate(read_text(path).split("\n"), 1)
    return _objects(
        path, [(number, _parsed(path, number, line)) for number, line in lines if line.strip()]
    )


def _parsed(path: Path, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise BadDataset(f"{path}, row {number}: no JSON ({error})") from error


def _json(path: Path) -> Table:
    try:
        found = json.loads(read_text(path))
    except ValueError as error:
        raise BadDataset(f"{path}: no JSON ({error})") from error
    if not isinstance(found, list):
        raise BadDataset(f"{path}: a list of objects is wanted; one a line goes into .jsonl")
    return _objects(path, list(enumerate(found, 1)))


def _objects(path: Path, rows: Sequence[tuple[int, Any]]) -> Table:
    for number, row in rows:
        if not isinstance(row, Mapping):
            raise BadDataset(f"{path}, row {number}: no object with named values")
    columns = tuple(dict.fromkeys(str(name) for _, row in rows for name in row))
    filled = [Row(number, tuple(row.get(name) for name in columns)) for number, row in rows]
    return Table(name=str(path), columns=columns, rows=filled)


def _parquet(path: Path) -> Table:
    from bot.training.sources.parquet import columns_and_rows

    columns, rows = columns_and_rows(path)
    return Table(name=str(path), columns=columns, rows=_numbered(rows, 1))


def _excel(path: Path) -> Table:
    from bot.training.sources.excel import columns_and_rows

    columns, rows = columns_and_rows(path)
    return Table(name=str(path), columns=columns, rows=_numbered(rows, 2))


def _numbered(rows: Iterable[tuple[Any, ...]], first: int) -> list[Row]:
    numbered = enumerate(rows, first)
    return [Row(number, cells) for number, cells in numbered if any(c is not None for c in cells)]


_READERS: Mapping[str, Callable[[Path], Table]] = {
    ".csv": _csv,
    ".tsv": _tsv,
    ".txt": _tsv,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".json": _json,
    ".parquet": _parquet,
    ".xlsx": _excel,
}

"""Parquet files, through pyarrow."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from config.errors import BadDataset, MissingExtra


def columns_and_rows(path: Path) -> tuple[tuple[str, ...], Iterable[tuple[Any, ...]]]:
    """The names of the columns, and the rows; raises `BadDataset` or `MissingExtra`."""
    try:
        import pyarrow  # type: ignore[import-untyped]
        import pyarrow.parquet  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingExtra(str(path), "train") from error
    try:
        found = pyarrow.parquet.read_table(path)
    except (OSError, pyarrow.ArrowException) as error:
        raise BadDataset(f"{path} is no Parquet file: {error}") from error
    columns = [column.to_pylist() for column in found.columns]
    return tuple(found.column_names), zip(*columns, strict=True)

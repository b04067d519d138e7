"""Excel files, through openpyxl."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from config.errors import BadDataset, MissingExtra


def columns_and_rows(path: Path) -> tuple[tuple[str, ...], Iterable[tuple[Any, ...]]]:
    """The first sheet: the names in its first row, and the rows below it, as wide.

    Raises `BadDataset` or `MissingExtra`.
    """
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingExtra(str(path), "train") from error
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, KeyError, ValueError) as error:
        raise BadDataset(f"{path} is no Excel file (.xlsx): {error}") from error
    try:
        header, *rows = list(book.worksheets[0].iter_rows(values_only=True)) or [()]
    finally:
        book.close()
    columns = tuple("" if name is None else str(name).strip() for name in header)
    return columns, [_wide(row, len(columns)) for row in rows]


def _wide(row: tuple[Any, ...], width: int) -> tuple[Any, ...]:
    # A sheet that does not state its size ends each row at its last filled cell.
    return (*row, *[None] * width)[:width]

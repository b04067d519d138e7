"""Tables written in each format as the programs that people use write them."""

import gzip
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes text under a name, gzipped where the name says so; folders are made."""

    def write_text(name: str, text: str, *, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = text.encode(encoding)
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        return path

    return write_text


@pytest.fixture
def write_excel(tmp_path: Path) -> Write:
    """Writes rows of cells into the first sheet of a real workbook."""
    from openpyxl import Workbook

    def write_rows(name: str, rows: Sequence[Sequence[Any]]) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        book = Workbook()
        for row in rows:
            book.active.append(list(row))
        book.create_sheet("설명").append(["not", "data"])
        book.save(path)
        return path

    return write_rows


@pytest.fixture
def write_parquet(tmp_path: Path) -> Write:
    """Writes named columns."""
    import pyarrow
    import pyarrow.parquet

    def write_columns(name: str, columns: dict[str, list[Any]]) -> Path:
        path = tmp_path / name
        pyarrow.parquet.write_table(pyarrow.table(columns), path)
        return path

    return write_columns

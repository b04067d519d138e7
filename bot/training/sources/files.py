"""Text files of data sets: gzipped or not, in UTF-8 or in what Korean spreadsheets write."""

import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path

from config.errors import BadDataset


def read_text(path: Path) -> str:
    """The whole file; raises `BadDataset` if its bytes are no text."""
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        raise BadDataset(f"{path} cannot be read: {error}") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _korean(raw, path, error.start)


def _korean(raw: bytes, path: Path, start: int) -> str:
    try:
        return raw.decode("cp949")
    except UnicodeDecodeError:
        row = raw.count(b"\n", 0, start) + 1
        raise BadDataset(f"{path}, row {row}: neither UTF-8 nor CP949 text") from None


def find(folder: Path, names: Sequence[str]) -> Path | None:
    """The first of *names* in *folder* or one level below, gzipped or not."""
    for name in names:
        for pattern in (name, f"{name}.gz", f"*/{name}", f"*/{name}.gz"):
            if found := sorted(folder.glob(pattern)):
                return found[0]
    return None

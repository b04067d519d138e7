"""What a person may say about a data set beside its name."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Empty ones are found out from the data set itself."""

    folder: Path | None = None
    """Holds data sets that are given by name alone, each in a folder of its own."""
    text_columns: tuple[str, ...] = ()
    """Several are the lines of one dialogue: each is a text, and they share the row's labels."""
    label_columns: tuple[str, ...] = ()
    """Several are labels of 0 or 1, any number of which is true of a text."""
    delimiter: str = ""
    """What stands between the labels of one cell; empty means that a cell is one label."""

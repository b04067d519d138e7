"""Public data sets as ``catalogue.toml`` describes them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.training.sources.columns import Layout
from bot.training.sources.files import find
from bot.training.sources.found import Found
from bot.training.sources.options import Options
from bot.training.sources.parts import joined
from bot.training.sources.table import read_table
from config.errors import UsageError

_PARTS = ("train", "dev", "test")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The files of a data set, and what stands in them."""

    parts: Mapping[str, tuple[str, ...]]
    """The names that the file of each part goes by."""
    columns: tuple[str, ...]
    """Of files without a row of names; else empty."""
    layout: Layout
    labels: tuple[str, ...]
    """In the order of their numbers; empty where the files spell the labels out."""

    @classmethod
    def of(cls, section: Mapping[str, Any]) -> "Publication":
        """As a section of ``catalogue.toml`` has it."""
        labels = tuple(section.get("labels", ()))
        return cls(
            parts={part: tuple(section[part]) for part in _PARTS if part in section},
            columns=tuple(section.get("columns", ())),
            layout=Layout(
                texts=(section["text"],),
                labels=(section["label"],),
                delimiter=section.get("delimiter", ""),
                meanings={str(number): label for number, label in enumerate(labels)},
            ),
            labels=labels,
        )

    def read(self, path: Path, options: Options) -> Found:
        """Every part in the folder *path*, or a single file; raises `UsageError`, `BadDataset`."""
        found = {"": path} if path.is_file() else self._files(path)
        tables = [(part, read_table(file, columns=self.columns)) for part, file in found.items()]
        labels = options.label_columns or self.layout.labels
        return replace(joined(tables, replace(self.layout, labels=labels)), labels=self.labels)

    def _files(self, folder: Path) -> dict[str, Path]:
        found = {part: find(folder, names) for part, names in self.parts.items()}
        there = {part: file for part, file in found.items() if file}
        if not there:
            wanted = ", ".join(name for names in self.parts.values() for name in names)
            raise UsageError(f"{folder} holds none of {wanted}, gzipped or not")
        return there

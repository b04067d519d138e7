"""Data sets of the library `datasets`: from the hub, or a folder that it wrote or can read."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.training.sources.table import Row, Table
from config.errors import BadDataset, MissingExtra


def is_saved(folder: Path) -> bool:
    """Whether ``save_to_disk`` of `datasets` wrote *folder*."""
    return any((folder / name).is_file() for name in ("dataset_dict.json", "state.json"))


def from_hub(name: str) -> Iterator[tuple[str, Table]]:
    """The splits of a data set by name, numbered labels by the names that it states for them.

    *name* is a folder, ``NAME`` or ``OWNER/NAME``; ``:CONFIGURATION`` may follow. Raises `BadDataset`
    or `MissingExtra`.
    """
    for part, split in _loaded(name).items():
        named = {column: _names(feature) for column, feature in split.features.items()}
        columns = [[_named(cell, named[column]) for cell in split[column]] for column in named]
        rows = [Row(number, cells) for number, cells in enumerate(zip(*columns, strict=True), 1)]
        yield part, Table(name=f"{name} ({part})", columns=tuple(named), rows=rows)


def _loaded(name: str) -> Mapping[str, Any]:
    try:
        import datasets  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingExtra(f"datasets:{name}", "train") from error
    datasets.disable_progress_bars()
    # It would report the name of each data set, that of a folder too, to count downloads.
    datasets.config.HF_UPDATE_DOWNLOAD_COUNTS = False
    known, _, configuration = name.partition(":")
    folder = Path(known)
    try:
        if folder.is_dir() and is_saved(folder):
            found = datasets.load_from_disk(known)
        else:
            found = datasets.load_dataset(known, configuration or None)
    except (OSError, ValueError, RuntimeError, datasets.exceptions.DatasetsError) as error:
        raise BadDataset(
            f"datasets:{name} cannot be opened. It must be on the hub, which must be within reach, "
            f"or a folder: {error}"
        ) from error
    return found if isinstance(found, dict) else {"all": found}


def _names(feature: Any) -> list[str]:
    """The names of numbered labels, alone or in lists; empty for any other column."""
    return getattr(getattr(feature, "feature", feature), "names", None) or []


def _named(cell: Any, names: list[str]) -> Any:
    if isinstance(cell, list):
        return [_named(one, names) for one in cell]
    if not names or not isinstance(cell, int):
        return cell
    return names[cell] if cell >= 0 else None  # -1 stands for a label that is not public

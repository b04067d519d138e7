"""Opens a data set by what a person calls it."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.training.cleaning import clean
from bot.training.corpus import Corpus, Origin
from bot.training.dataset import Dataset, Head, multi_hot
from bot.training.sources.catalogue import catalogue
from bot.training.sources.columns import Layout
from bot.training.sources.found import Found
from bot.training.sources.hub import from_hub, is_saved
from bot.training.sources.options import Options
from bot.training.sources.parts import joined, named_tables
from config.errors import BadDataset, UsageError
from config.spelling import did_you_mean

_HUB = "datasets:"

_SURELY_LABELS, _MOST_LABELS = 50, 1000
"""Between these a column with few texts a value is a number or a name, not a label; above, always."""


def open_corpus(spec: str, options: Options | None = None) -> Corpus:
    """The data set that *spec* names, cleaned.

    *spec* is a name of the catalogue, ``NAME=PATH``, a table, a folder of tables, one a part, or
    ``datasets:NAME[:CONFIGURATION]``; ``#COLUMN`` behind it names its label column. Raises
    `UsageError` where there is no such data set, `BadDataset` where it is not as it should be,
    `MissingExtra` where the library that reads it is not installed.
    """
    address, _, column = spec.partition("#")
    chosen = options or Options()
    if column:
        chosen = replace(chosen, label_columns=(column,))
    found, origin = _read(address, chosen)
    return _corpus(found, replace(origin, spec=spec))


def _read(address: str, options: Options) -> tuple[Found, Origin]:
    name, _, given = address.partition("=")
    if name in catalogue():
        entry = catalogue()[name]
        path = _there(Path(given)) if given else entry.path(options)
        origin = Origin(name=name, spec=address, source=entry.source, licence=entry.licence)
        return entry.read(path, options), origin
    if address.startswith(_HUB):
        return _from_hub(address.removeprefix(_HUB), address, options)
    path = _there(Path(address))
    if path.is_dir() and is_saved(path):
        return _from_hub(address, address, options)
    origin = Origin(name=path.name.partition(".")[0] or path.name, spec=address)
    return joined(named_tables(path), Layout.of(options)), origin


def _there(path: Path) -> Path:
    if not path.exists():
        hint = did_you_mean(str(path).partition("=")[0], catalogue())
        raise UsageError(f"there is no file, folder or data set {str(path)!r}{hint}")
    return path


def _from_hub(name: str, spec: str, options: Options) -> tuple[Found, Origin]:
    # A folder of this machine is nobody else's source.
    source = "" if Path(name).is_dir() else f"https://huggingface.co/datasets/{name}"
    short = name.rstrip("/").rpartition("/")[2].replace(":", "-")
    origin = Origin(name=short, spec=spec, source=source)
    return joined(from_hub(name), Layout.of(options)), origin


def _corpus(found: Found, origin: Origin) -> Corpus:
    kept, cleaning = clean(found.examples, left_out=found.left_out)
    labels = found.labels or _occurring({label for one in kept for label in one.labels or ()})
    _check(labels, len(kept), origin)
    number = {label: place for place, label in enumerate(labels)}
    rows = [[number[label] for label in one.labels or ()] for one in kept]
    dataset = Dataset(
        head=Head(name=origin.name, labels=labels, exclusive=found.exclusive),
        texts=tuple(one.text or "" for one in kept),
        targets=multi_hot(rows, len(labels)),
    )
    return Corpus(
        dataset=dataset,
        parts=tuple(one.part for one in kept),
        groups=np.array([one.group for one in kept], np.int64),
        cleaning=cleaning,
        origin=origin,
    )


def _occurring(labels: set[str]) -> tuple[str, ...]:
    """Sorted; numbers by their size."""
    numbers = sorted((label for label in labels if label.isdecimal()), key=int)
    return (*numbers, *sorted(labels - set(numbers)))


def _check(labels: tuple[str, ...], texts: int, origin: Origin) -> None:
    if not texts:
        raise BadDataset(f"{origin.spec}: no text with a label is left of it")
    if len(labels) < 2:
        raise BadDataset(f"{origin.spec}: every text has the same label {', '.join(labels)}")
    if len(labels) > min(_MOST_LABELS, max(_SURELY_LABELS, texts // 2)):
        raise BadDataset(
            f"{origin.spec}: {len(labels)} different labels in {texts} texts; "
            "is --label-column the right one?"
        )

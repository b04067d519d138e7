"""``maum models``: what can be fetched, fetching it, and shrinking what was trained."""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import MissingExtra

if TYPE_CHECKING:
    from rich.progress import Progress

    from speech.weights import Weights


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add ``list``, ``pull`` and ``export``."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="what there is, with sizes and licences")
    listing.add_argument("--json", action="store_true", help="print one JSON object a line")
    pulling = actions.add_parser("pull", help="fetch models; goes on where it was stopped")
    pulling.add_argument("names", metavar="NAME", nargs="+", help="for example whisper:base")
    exporting = actions.add_parser(
        "export", help="a trained classifier, for machines without torch"
    )
    exporting.add_argument("model", metavar="MODEL", help="a folder, or a name on the hub")
    exporting.add_argument("--out", metavar="FOLDER", type=Path, required=True)
    exporting.add_argument(
        "--wide", action="store_true", help="keep the weights as they are, not in eight bits"
    )


async def run(arguments: argparse.Namespace) -> int:
    """List, fetch or export; 1 if a model could not be fetched."""
    if arguments.action == "export":
        await asyncio.to_thread(_export, arguments.model, arguments.out, wide=arguments.wide)
        return 0
    from bot.cli.options import settings_of

    home = settings_of(arguments).folder
    if arguments.action == "pull":
        return await _pull(arguments.names, home)
    _list(home, as_json=arguments.json)
    return 0


def _list(home: Path, *, as_json: bool) -> None:
    from speech.weights import CATALOGUE, installed

    found = [(one, installed(one, home)) for one in CATALOGUE.values()]
    if as_json:
        for one, folder in found:
            sys.stdout.write(json.dumps(_fields(one, folder), ensure_ascii=False) + "\n")
    else:
        _print_table(found)


def _fields(one: "Weights", folder: Path | None) -> dict[str, object]:
    return {
        "name": one.name,
        "kind": one.kind,
        "size": one.size,
        "licence": one.licence,
        "source": one.source,
        "installed": folder is not None,
        "folder": str(folder) if folder else None,
    }


def _print_table(found: "Sequence[tuple[Weights, Path | None]]") -> None:
    from rich.console import Console
    from rich.filesize import decimal
    from rich.table import Table

    table = Table("name", "kind", "size", "licence", "installed", box=None)
    for one, folder in found:
        here = "yes" if folder else "no"
        table.add_row(one.name, one.kind, decimal(one.size), one.licence, here)
    Console().print(table)


def _export(model: str, folder: Path, *, wide: bool) -> None:
    if any(find_spec(name) is None for name in ("torch", "transformers", "sklearn", "onnx")):
        raise MissingExtra("maum models export", "train")
    from bot.training.companion import spoken
    from bot.training.finetuning.export import export

    found = export(model, folder, [line.text for line in spoken("test")], wide=wide)
    size = sum(file.stat().st_size for file in folder.iterdir())
    sys.stdout.write(
        f"{folder}: {size / 1e6:.1f} MB. On {found.texts} texts probabilities differ from the "
        f"trained ones by {found.mean:.4f} on average and {found.largest:.3f} at most; "
        f"{found.agreement:.1%} of the answers are the same\nuse it: MAUM_CLASSIFIER=onnx:{folder}\n"
    )


async def _pull(names: Sequence[str], home: Path) -> int:
    from speech.weights import weights

    wanted = [weights(name) for name in names]
    with _progress_bar() as bar:
        fetched = [await _fetch(one, home, bar) for one in wanted]
    return 0 if all(fetched) else 1


async def _fetch(one: "Weights", home: Path, bar: "Progress") -> bool:
    from config.errors import DownloadFailed
    from speech.hub import pull

    task = bar.add_task(one.name, total=one.size)

    def show(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)

    try:
        folder = await pull(one, home, progress=show)
    except DownloadFailed as error:
        sys.stderr.write(f"maum: {error}\n")
        return False
    sys.stdout.write(f"{one.name}: {folder}\n")
    return True


def _progress_bar() -> "Progress":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )

"""``maum evaluate``: measure the network that reads emotion."""

import argparse
import asyncio
import json
import sys
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.errors import MissingExtra

if TYPE_CHECKING:
    from bot.training.evaluation import Figures


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand a model."""
    models = parser.add_subparsers(dest="model", metavar="MODEL", required=True)
    emotion = models.add_parser("emotion", help="the network that reads emotion")
    emotion.add_argument(
        "--data",
        metavar="FOLDER",
        type=Path,
        required=True,
        help="holds kote, goemotions_en, nsmc and chatbot_data",
    )
    emotion.add_argument(
        "--network", metavar="FOLDER", type=Path, help="a trained one (default: maum's own)"
    )
    emotion.add_argument("--seed", metavar="N", type=int, default=0, help="the training's own")
    emotion.add_argument("--json", action="store_true", help="print one JSON object")


async def run(arguments: argparse.Namespace) -> int:
    """Measure and print; raises `MissingExtra`, `ConfigError` or `UsageError`."""
    if find_spec("sklearn") is None:
        raise MissingExtra("maum evaluate", "train")
    figures = await asyncio.to_thread(_measure, arguments)
    print_figures(figures, as_json=arguments.json)
    return 0


def _measure(arguments: argparse.Namespace) -> "Figures":
    from bot.emotion.network import Network
    from bot.training.evaluation import evaluate
    from bot.training.material import gather

    folder = arguments.network or Path(str(files("bot.emotion") / "model"))
    return evaluate(Network(folder), gather(arguments.data, seed=arguments.seed))


def print_figures(figures: "Figures", *, as_json: bool) -> None:
    """The figures on standard output."""
    raw = figures.as_json()
    text = json.dumps(raw, ensure_ascii=False) if as_json else "\n".join(_lines(raw))
    sys.stdout.write(text + "\n")


def _lines(raw: dict[str, Any], prefix: str = "") -> list[str]:
    lines = []
    for name, value in raw.items():
        if isinstance(value, dict):
            lines += _lines(value, f"{prefix}{name} ")
        else:
            number = f"{value:.3f}" if isinstance(value, float) else str(value)
            lines.append(f"{prefix}{name}: {number}".replace("_", " "))
    return lines

"""``maum train emotion --embedded``: the network that maum ships."""

import argparse
import asyncio
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from config.errors import UsageError

if TYPE_CHECKING:
    from bot.training.recipe import Recipe
    from bot.training.trainer import Progress

_CHOICES = ("layers", "batch", "seed", "checkpoint_every", "encoder_rate", "head_rate")
"""Options that the recipe names alike."""


def add_arguments(parser: Any) -> None:
    """The options that no other training has, for a parser or a group of one."""
    parser.add_argument(
        "--start", metavar="FOLDER", type=Path, help="a BERT-like encoder with its tokenizer.json"
    )
    parser.add_argument("--layers", metavar="N", type=int, help="layers kept of the start model")
    parser.add_argument("--encoder-rate", metavar="RATE", type=float, help="learning rate")
    parser.add_argument(
        "--head-rate", metavar="RATE", type=float, help="learning rate of the heads"
    )


async def run(arguments: argparse.Namespace) -> int:
    """Train and print the figures; cancelled, it keeps the checkpoint."""
    if arguments.start is None or len(arguments.data) != 1:
        raise UsageError("--embedded wants one --data FOLDER and --start FOLDER")
    stop = Event()
    try:
        await asyncio.to_thread(_train, arguments, stop)
    finally:
        stop.set()
    return 0


def _train(arguments: argparse.Namespace, stop: Event) -> None:
    import torch

    from bot.cli.evaluate import print_figures
    from bot.training.emotion import train

    torch.set_num_threads(arguments.threads or 1)
    recipe, data = _recipe(arguments), Path(arguments.data[0])
    figures = train(data, arguments.start, arguments.out, recipe, _report, stop)
    print_figures(figures, as_json=False)


def _recipe(arguments: argparse.Namespace) -> "Recipe":
    from bot.training.recipe import EPOCHS, Recipe

    chosen = {name: value for name in _CHOICES if (value := getattr(arguments, name)) is not None}
    epochs = dict(EPOCHS)
    for given in arguments.epochs:
        head, _, count = given.partition("=")
        if head not in epochs:
            raise UsageError(f"--epochs knows {', '.join(epochs)}, not {head!r}")
        epochs[head] = _number(count)
    return Recipe(epochs=epochs, **chosen)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"--epochs wants a number, not {text!r}") from None


def _report(progress: "Progress") -> None:
    losses = "  ".join(f"{head} {loss:.3f}" for head, loss in progress.losses.items())
    sys.stderr.write(f"step {progress.step}/{progress.steps}  {losses}\n")
    sys.stderr.flush()

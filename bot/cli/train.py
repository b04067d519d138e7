"""``maum train``: train what maum ships, on your own machine."""

import argparse
import asyncio
import sys
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from config.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from bot.training.recipe import Recipe
    from bot.training.trainer import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand a model."""
    models = parser.add_subparsers(dest="model", metavar="MODEL", required=True)
    emotion = models.add_parser("emotion", help="the network that reads emotion")
    for name, hint in (
        ("--data", "holds kote, goemotions_en, nsmc and, to measure, chatbot_data"),
        ("--start", "a BERT-like encoder with its tokenizer.json"),
        ("--out", "a killed run with the same folder goes on"),
    ):
        emotion.add_argument(name, metavar="FOLDER", type=Path, required=True, help=hint)
    emotion.add_argument("--layers", metavar="N", type=int, help="layers kept of the start model")
    emotion.add_argument(
        "--epochs",
        metavar="HEAD=N",
        action="append",
        default=[],
        help="how often each text is seen, for example mood=12; may be repeated",
    )
    emotion.add_argument("--batch", metavar="N", type=int, help="texts a step")
    emotion.add_argument("--seed", metavar="N", type=int)
    emotion.add_argument("--checkpoint-every", metavar="STEPS", type=int)
    emotion.add_argument("--threads", metavar="N", type=int, default=1)


async def run(arguments: argparse.Namespace) -> int:
    """Train and print the figures; raises `MissingExtra` or `UsageError`.

    Cancelled, it keeps the checkpoint and ends after the step at hand.
    """
    if any(find_spec(name) is None for name in ("torch", "transformers", "sklearn", "onnx")):
        raise MissingExtra("maum train", "train")
    stop = Event()
    try:
        await asyncio.to_thread(_emotion, arguments, stop)
    finally:
        stop.set()
    return 0


def _emotion(arguments: argparse.Namespace, stop: Event) -> None:
    import torch

    from bot.cli.evaluate import print_figures
    from bot.training.emotion import train

    torch.set_num_threads(arguments.threads)
    recipe = _recipe(arguments)
    figures = train(arguments.data, arguments.start, arguments.out, recipe, _report, stop)
    print_figures(figures, as_json=False)


def _recipe(arguments: argparse.Namespace) -> "Recipe":
    from bot.training.recipe import EPOCHS, Recipe

    chosen = {
        name: value
        for name in ("layers", "batch", "seed", "checkpoint_every")
        if (value := getattr(arguments, name)) is not None
    }
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

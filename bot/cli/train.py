"""``maum train``: train a model on your own machine."""

import argparse
import asyncio
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import Any

from bot.cli import train_classifier, train_dialogue, train_embedded
from config.errors import MissingExtra, UsageError

_NEEDED = ("torch", "transformers", "accelerate", "sklearn", "onnx", "matplotlib")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand a kind of model."""
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    emotion = kinds.add_parser("emotion", help="a network that reads emotion")
    add = emotion.add_argument
    add(
        "--data",
        metavar="SPEC",
        action="append",
        required=True,
        help="a data set by name or file; several are learned at once, the first is what is read",
    )
    add("--out", metavar="FOLDER", type=Path, required=True, help="a killed run goes on in it")
    add("--epochs", metavar="N", action="append", default=[], help="at most; or, below, HEAD=N")
    add("--batch", metavar="N", type=int, help="texts a step")
    add("--seed", metavar="N", type=int)
    add("--checkpoint-every", metavar="STEPS", type=int)
    add("--threads", metavar="N", type=int, help="processor threads")
    train_classifier.add_arguments(emotion.add_argument_group("any BERT-like model"))
    own = emotion.add_argument_group("the network that maum ships")
    own.add_argument("--embedded", action="store_true", help="train that one; --data is a folder")
    train_embedded.add_arguments(own)
    train_dialogue.add_arguments(kinds.add_parser("dialogue", help="a model that answers"))


async def run(arguments: argparse.Namespace) -> int:
    """Train and print the figures; raises `MissingExtra`, `UsageError` or `TrainingError`.

    Cancelled, it keeps what is done and ends after the step at hand.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise MissingExtra("maum train", "train")
    stop = Event()
    try:
        await asyncio.to_thread(_training(arguments), arguments, stop)
    finally:
        stop.set()
    return 0


def _training(arguments: argparse.Namespace) -> Callable[[argparse.Namespace, Event], None]:
    if arguments.kind == "dialogue":
        return train_dialogue.train
    if arguments.embedded:
        _refuse(arguments, train_classifier.add_arguments, "is not for --embedded")
        return train_embedded.train
    _refuse(arguments, train_embedded.add_arguments, "is for --embedded alone")
    return train_classifier.train


def _refuse(arguments: argparse.Namespace, add_arguments: Callable[[Any], None], why: str) -> None:
    """Raise `UsageError` where one of those options was given, which nobody would look at."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    for name, default in vars(parser.parse_args([])).items():
        if getattr(arguments, name) != default:
            raise UsageError(f"--{name.replace('_', '-')} {why}")

"""``maum train``: train a model on your own machine."""

import argparse
from importlib.util import find_spec

from bot.cli import train_embedded
from config.errors import MissingExtra


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand a kind of model."""
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    emotion = kinds.add_parser("emotion", help="a network that reads emotion")
    emotion.add_argument("--data", metavar="SPEC", action="append", default=[], required=True)
    emotion.add_argument("--out", metavar="FOLDER", required=True)
    emotion.add_argument(
        "--epochs", metavar="N", action="append", default=[], help="with --embedded: HEAD=N"
    )
    emotion.add_argument("--batch", metavar="N", type=int, help="texts a step")
    emotion.add_argument("--seed", metavar="N", type=int)
    emotion.add_argument("--threads", metavar="N", type=int, default=1)
    own = emotion.add_argument_group("maum's own network")
    own.add_argument("--embedded", action="store_true", help="train the network that maum ships")
    train_embedded.add_arguments(own)


async def run(arguments: argparse.Namespace) -> int:
    """Train and print the figures; raises `MissingExtra` or `UsageError`.

    Cancelled, it keeps what is done and ends after the step at hand.
    """
    if any(find_spec(name) is None for name in ("torch", "transformers", "sklearn", "onnx")):
        raise MissingExtra("maum train", "train")
    return await train_embedded.run(arguments)

"""``maum train emotion --embedded``: the network that maum ships."""

import argparse
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from config.errors import UsageError

if TYPE_CHECKING:
    from bot.training.recipe import Recipe
    from bot.training.trainer import Progress

Count = TypeVar("Count", int, float)

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
    parser.add_argument(
        "--bits",
        metavar="HEAD=N",
        action="append",
        default=[],
        help="a head's n-grams fall into 2^N buckets: fewer make the model smaller",
    )


def train(arguments: argparse.Namespace, stop: Event) -> None:
    """Train and print the figures; soon after *stop*, the checkpoint is kept."""
    if arguments.start is None or len(arguments.data) != 1:
        raise UsageError("--embedded wants one --data FOLDER and --start FOLDER")
    import torch

    from bot.cli.evaluate import print_figures
    from bot.training import emotion

    torch.set_num_threads(arguments.threads or 1)
    recipe, data = _recipe(arguments), Path(arguments.data[0])
    figures = emotion.train(data, arguments.start, arguments.out, recipe, _report, stop)
    print_figures(figures, as_json=False)


def _recipe(arguments: argparse.Namespace) -> "Recipe":
    from bot.training.recipe import BITS, EPOCHS, Recipe

    chosen = {name: value for name in _CHOICES if (value := getattr(arguments, name)) is not None}
    return Recipe(
        epochs={**EPOCHS, **dict(_counts("--epochs", arguments.epochs, EPOCHS, float))},
        bits={**BITS, **dict(_counts("--bits", arguments.bits, BITS, int))},
        **chosen,
    )


def _counts(
    option: str, given: Sequence[str], known: Collection[str], kind: Callable[[str], Count]
) -> Iterator[tuple[str, Count]]:
    """The heads and numbers of HEAD=N; raises `UsageError`."""
    for one in given:
        head, _, count = one.partition("=")
        if head not in known:
            raise UsageError(f"{option} knows {', '.join(known)}, not {head!r}")
        try:
            yield head, kind(count)
        except ValueError:
            raise UsageError(f"{option} wants a number, not {count!r}") from None


def _report(progress: "Progress") -> None:
    losses = "  ".join(f"{head} {loss:.3f}" for head, loss in progress.losses.items())
    sys.stderr.write(f"step {progress.step}/{progress.steps}  {losses}\n")
    sys.stderr.flush()

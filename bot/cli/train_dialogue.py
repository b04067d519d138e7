"""``maum train dialogue``: a GPT-2-like model on conversations."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from bot.cli.watching import watched
from config.errors import UsageError

if TYPE_CHECKING:
    from bot.training.dialogue.talk import Parts, Talks
    from bot.training.finetuning.hyperparameters import Hyperparameters

_CONSENT = (
    "These are conversations with maum of a real person. A model may repeat what it has learned, "
    "word for word, to whoever talks to it. Train only on what is yours, and keep the model to "
    "yourself. Go on? [y/N] "
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    add = parser.add_argument
    add("--data", metavar="SPEC", required=True, help="songys, or a file; see docs/dialogue.md")
    add("--data-folder", metavar="FOLDER", type=Path, help="holds songys, given by name")
    add("--model", metavar="MODEL", default="skt/kogpt2-base-v2", help="(default: %(default)s)")
    add("--out", metavar="FOLDER", type=Path, required=True, help="a killed run goes on in it")
    add("--split", metavar="A:B:C", default="8:1:1", help="train, dev, test (default: %(default)s)")
    add("--turns", metavar="N", type=int, default=4, help="exchanges that it sees (%(default)s)")
    add("--epochs", metavar="N", type=int, default=5, help="at most (%(default)s)")
    add("--batch", metavar="N", type=int, help="conversations a step (32)")
    add("--lr", metavar="RATE", type=float, dest="learning_rate", help="the highest (5e-5)")
    add("--accumulate", metavar="N", type=int, help="compute a batch in N parts, for little memory")
    add("--warm-up", metavar="SHARE", type=float, help="of the steps (.1)")
    add("--decay", metavar="X", type=float, help="of the weights (.01)")
    add("--patience", metavar="N", type=int, help="evaluations without a gain; 0: no early end (3)")
    add("--min-delta", metavar="X", type=float, help="what counts as a gain (.001)")
    add("--evaluate-every", metavar="STEPS", type=int, help="(once an epoch)")
    add("--checkpoint-every", metavar="STEPS", type=int)
    add("--tokens", metavar="N", type=int, default=256, help="of a conversation (%(default)s)")
    add("--precision", choices=("auto", "fp32", "bf16", "fp16"))
    add("--seed", metavar="N", type=int)
    add("--threads", metavar="N", type=int, help="processor threads")
    add("--consent", action="store_true", help="to learn from an export of one's own talk")


def train(arguments: argparse.Namespace, stop: Event) -> None:
    """Train, measure and report; soon after *stop*, every step that it did is kept."""
    # Before torch: a mistake in the command is told at once.
    chosen, talks, parts = _chosen(arguments), *_parts(arguments)
    _ask_consent(arguments)
    import torch

    from bot.training.dialogue.delivery import comparison, deliver
    from bot.training.dialogue.run import learn
    from bot.training.dialogue.sources import is_export

    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    out, turns = arguments.out, arguments.turns
    with watched() as watcher:
        outcome = learn(arguments.model, parts, out, chosen, turns, watcher.report, stop)
    choices = chosen.as_json() | {"turns": turns}
    private = is_export(Path(arguments.data))
    before, after = deliver(talks, parts, arguments.model, out, choices, outcome, private=private)
    table = "\n".join(comparison({"before": before, "after": after}))
    sys.stdout.write(
        f"{table}\ncard: {out / 'README.md'}\nuse it: MAUM_GENERATOR=kogpt2:{out},scripted\n"
    )


def _chosen(arguments: argparse.Namespace) -> "Hyperparameters":
    from dataclasses import fields

    from bot.training.finetuning.hyperparameters import Hyperparameters

    if arguments.turns < 1:
        raise UsageError("--turns must be above 0")
    given = {
        field.name: value
        for field in fields(Hyperparameters)
        if (value := getattr(arguments, field.name, None)) is not None
    }
    return replace(Hyperparameters(best_by="loss"), **given)


def _parts(arguments: argparse.Namespace) -> "tuple[Talks, Parts]":
    from bot.training.dialogue.sources import open_talks
    from bot.training.dialogue.talk import split

    try:
        shares = [float(share) for share in arguments.split.split(":")]
    except ValueError:
        raise UsageError(f"--split wants numbers such as 8:1:1, not {arguments.split!r}") from None
    talks = open_talks(arguments.data, arguments.data_folder)
    sys.stderr.write(f"{talks.summary()}\n")
    return talks, split(talks, seed=arguments.seed or 0, shares=shares)


def _ask_consent(arguments: argparse.Namespace) -> None:
    from bot.training.dialogue.sources import is_export

    if not is_export(Path(arguments.data)) or arguments.consent:
        return
    if not sys.stdin.isatty():
        raise UsageError("to learn from an export of one's own talk, say --consent")
    sys.stderr.write(_CONSENT)
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in {"y", "yes", "예", "네"}:
        raise UsageError("nothing was trained")

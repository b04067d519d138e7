"""``maum train emotion``: any BERT-like model on anybody's data."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from bot.cli import corpora
from bot.cli.watching import watched
from config.errors import UsageError

if TYPE_CHECKING:
    from bot.training.finetuning.hyperparameters import Hyperparameters
    from bot.training.finetuning.outcome import Outcome
    from bot.training.finetuning.task import Task
    from bot.training.reports.report import Report


def add_arguments(parser: Any) -> None:
    """The options that no other training has, for a parser or a group of one."""
    corpora.add_arguments(parser)
    add = parser.add_argument
    add("--model", metavar="MODEL", help="to start from: a name on the hub, or a folder")
    add("--sweep", metavar="AXIS", nargs="*", help="try lr=…,… with batch=…,… and keep the best")
    add("--push-to", metavar="OWNER/NAME", help="put the model on the hub, as a private one")
    add("--public", action="store_true", help="with --push-to: for everybody to see")
    add("--learning-rate", "--lr", metavar="RATE", type=float, help="the highest (5e-5)")
    add("--accumulate", metavar="N", type=int, help="compute a batch in N parts, for little memory")
    add("--warm-up", metavar="SHARE", type=float, help="of the steps (.1)")
    add("--decay", metavar="X", type=float, help="of the weights (.01)")
    add("--patience", metavar="N", type=int, help="evaluations without a gain; 0: no early end (3)")
    add("--min-delta", metavar="X", type=float, help="what counts as a gain (.001)")
    add("--best-by", choices=("f1", "loss"), help="which weights are the best (f1)")
    add("--evaluate-every", metavar="STEPS", type=int, help="(once an epoch)")
    add("--tokens", metavar="N", type=int, help="longer texts are cut (128)")
    add("--class-weights", action="store_true", default=None, help="rare labels count as much")
    add("--precision", choices=("auto", "fp32", "bf16", "fp16"))


def train(arguments: argparse.Namespace, stop: Event) -> None:
    """Train, measure, report, and push if asked; soon after *stop*, every step it did is kept."""
    if not arguments.model:
        raise UsageError("name the model to start from with --model, for example klue/bert-base")
    # Before torch: a mistake in the command is told at once.
    tasks, chosen = _tasks(arguments), _chosen(arguments)
    import torch

    from bot.training.finetuning.delivery import deliver

    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    chosen, outcome = _learn(arguments, tasks, chosen, stop)
    reports = deliver(tasks, arguments.model, arguments.out, chosen.as_json(), outcome)
    _tell(arguments.out, tasks, reports)
    if arguments.push_to:
        _push(arguments)


def _learn(
    arguments: argparse.Namespace, tasks: Sequence["Task"], chosen: "Hyperparameters", stop: Event
) -> "tuple[Hyperparameters, Outcome]":
    from bot.training.finetuning.grid import parse_grid
    from bot.training.finetuning.run import learn
    from bot.training.finetuning.sweep import sweep

    model, out, parts = arguments.model, arguments.out, [task.splits for task in tasks]
    with watched() as watcher:
        if arguments.sweep is None:
            return chosen, learn(model, parts, out, chosen, watcher.report, stop)
        grid = parse_grid(arguments.sweep)
        best = sweep(model, parts, out, chosen, grid, watcher.report, stop, watcher.begin)
    assert best.outcome is not None
    return best.chosen, best.outcome


def _chosen(arguments: argparse.Namespace) -> "Hyperparameters":
    from dataclasses import fields

    from bot.training.finetuning.hyperparameters import Hyperparameters

    given = {
        field.name: value
        for field in fields(Hyperparameters)
        if field.name != "epochs" and (value := getattr(arguments, field.name)) is not None
    }
    if arguments.epochs:
        given["epochs"] = _whole(arguments.epochs[-1])
    return Hyperparameters(**given)


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise UsageError(f"--epochs wants a whole number, not {text!r}") from None


def _tasks(arguments: argparse.Namespace) -> "tuple[Task, ...]":
    from bot.training.finetuning.task import Task
    from bot.training.opening import open_corpus

    options = corpora.options_of(arguments)
    opened = (open_corpus(spec, options) for spec in arguments.data)
    return tuple(
        Task(corpus=corpus, splits=corpora.splits_of(corpus, arguments)) for corpus in opened
    )


def _push(arguments: argparse.Namespace) -> None:
    from bot.training.finetuning.publishing import push

    address = push(arguments.out, arguments.push_to, public=arguments.public)
    sys.stdout.write(f"pushed to {address}\n")


def _tell(out: Path, tasks: Sequence["Task"], reports: "Sequence[Report]") -> None:
    for task, report in zip(tasks, reports, strict=True):
        measures = report.measures
        sys.stdout.write(
            f"{task.corpus.origin.name}: {measures.texts} test texts, accuracy "
            f"{measures.accuracy:.3f}, macro-F1 {measures.mean('macro').f1:.3f}, macro AUROC "
            f"{measures.macro_auroc:.3f}\n"
        )
    sys.stdout.write(f"report: {out / 'report'}\nuse it: MAUM_CLASSIFIER=hf:{out}\n")
    _tell_moods(tasks[0].corpus.dataset.head.labels)


def _tell_moods(labels: Sequence[str]) -> None:
    """What maum.toml needs so that the model drives moods, where its labels are new to maum."""
    from config.moods import Mood, mood_table

    known = mood_table().labels
    new = [label for label in labels if label not in known and label.lower() not in known]
    if new:
        lines = "\n".join(f'"{label}" = "calm"' for label in new)
        sys.stdout.write(
            f"Some labels are new to maum. Say in maum.toml which mood each means, one of "
            f"{', '.join(Mood)}:\n[backends.hf.labels]\n{lines}\n"
        )

"""``maum evaluate``: measure maum's own network, or any model on any data set."""

import argparse
import asyncio
import json
import sys
from contextlib import contextmanager
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli import corpora, evaluate_care, evaluate_dialogue
from config.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.training.comparison import Progress
    from bot.training.evaluation import Figures
    from bot.training.reports.report import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One subcommand a model."""
    models = parser.add_subparsers(dest="model", metavar="MODEL", required=True)
    emotion = models.add_parser("emotion", help="a model that reads emotion")
    emotion.add_argument(
        "--data",
        metavar="DATA",
        required=True,
        help="NAME, NAME=FOLDER, a table or datasets:NAME; or the folder of all that maum's own "
        "network learned: kote, goemotions_en, nsmc and chatbot_data",
    )
    emotion.add_argument(
        "--model",
        dest="spec",
        metavar="SPEC",
        default="embedded",
        help="hf:FOLDER, embedded:FOLDER or any other classifier (default: maum's own network)",
    )
    emotion.add_argument("--out", metavar="FOLDER", type=Path, help="write a report into it")
    emotion.add_argument(
        "--part", choices=("test", "dev", "train", "all"), default="test", help="what is measured"
    )
    emotion.add_argument(
        "--threshold",
        metavar="P",
        type=float,
        help="a label counts from here on where a text may have several (default: the model's own, "
        "or .3)",
    )
    corpora.add_arguments(emotion)
    emotion.add_argument("--seed", metavar="N", type=int, default=0, help="the training's own")
    emotion.add_argument("--threads", metavar="N", type=int, default=1)
    emotion.add_argument("--json", action="store_true", help="print one JSON object")
    evaluate_care.add_arguments(models.add_parser("care", help="the crisis guard"))
    evaluate_dialogue.add_arguments(models.add_parser("dialogue", help="a model that answers"))


async def run(arguments: argparse.Namespace) -> int:
    """Measure and print; raises `MissingExtra`, `ConfigError` or `UsageError`."""
    if arguments.model == "care":
        return await evaluate_care.run(arguments)
    if find_spec("sklearn") is None:
        raise MissingExtra("maum evaluate", "train")
    if arguments.model == "dialogue":
        return await evaluate_dialogue.run(arguments)
    await asyncio.to_thread(_evaluate, arguments)
    return 0


def _evaluate(arguments: argparse.Namespace) -> None:
    from bot.training.material import is_material

    name, _, folder = arguments.spec.partition(":")
    if name == "embedded" and is_material(Path(arguments.data)):
        own = Path(folder or str(files("bot.encoder") / "model"))
        print_figures(_measure(own, arguments), as_json=arguments.json)
    else:
        _print_report(_report(arguments), arguments.out, as_json=arguments.json)


def _measure(network: Path, arguments: argparse.Namespace) -> "Figures":
    from bot.training.evaluation import evaluate
    from bot.training.material import gather

    return evaluate(network, gather(Path(arguments.data), seed=arguments.seed))


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


def _report(arguments: argparse.Namespace) -> "Report":
    from bot.training.judges import open_judge
    from bot.training.judging import judged
    from bot.training.opening import open_corpus
    from bot.training.reports.report import report_on, write_report

    corpus = open_corpus(arguments.data, corpora.options_of(arguments))
    splits = corpora.splits_of(corpus, arguments)
    spec, chosen = arguments.spec, {"part": arguments.part, "threshold": arguments.threshold}
    with open_judge(spec, threads=arguments.threads) as judge, _progress(spec) as progress:
        subject = judged(spec, judge, corpus, splits, progress, **chosen)
    return write_report(subject, arguments.out) if arguments.out else report_on(subject)


@contextmanager
def _progress(model: str) -> "Iterator[Progress]":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task(model, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _print_report(report: "Report", out: Path | None, *, as_json: bool) -> None:
    raw = report.as_json() | ({"report": str(out / "report.html")} if out else {})
    if as_json:
        sys.stdout.write(json.dumps(raw, ensure_ascii=False) + "\n")
        return
    corpus = report.subject.corpus
    lines = [f"{raw['model']} on {corpus.origin.name}, part {raw['part']}", *raw["notes"]]
    lines.append(corpus.cleaning.summary())
    for name in ("texts", "accuracy", "macro_f1", "weighted_f1", "macro_auroc"):
        lines += _lines({name: raw[name]})
    lines += _lines({"expected calibration error": raw["calibration"]["error"]})
    if out:
        lines.append(
            f"report: {raw['report']}; mistakes.html beside it holds people's texts and stays here"
        )
    sys.stdout.write("\n".join(lines) + "\n")

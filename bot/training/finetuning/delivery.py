"""What a run hands over beside the weights: reports on the test parts, curves, and a card."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.training.finetuning.outcome import Outcome
from bot.training.finetuning.task import Task
from bot.training.finetuning.trained import Trained, load_trained
from bot.training.reports.figures import draw_curves
from bot.training.reports.predictions import Predictions
from bot.training.reports.report import Report, write_report
from bot.training.reports.subject import Subject


def deliver(
    tasks: Sequence[Task], start: str, folder: Path, choices: Mapping[str, Any], outcome: Outcome
) -> list[Report]:
    """Measure the network in *folder* on each test part; the reports, in the order of *tasks*.

    Leaves ``FOLDER/report``, with a folder for each of several heads, and ``FOLDER/README.md``,
    the card of the first head.
    """
    trained = load_trained(str(folder))
    out = folder / "report"
    places = [out] if len(tasks) == 1 else [out / task.corpus.origin.name for task in tasks]
    reports = [
        write_report(_subject(trained, number, task, start, choices, folder), place)
        for number, (task, place) in enumerate(zip(tasks, places, strict=True))
    ]
    draw(outcome, out)
    card = (places[0] / "model-card.md").read_text("utf-8")
    (folder / "README.md").write_text(card + _other_heads(tasks, reports), "utf-8")
    return reports


def draw(outcome: Outcome, out: Path) -> None:
    """Write ``loss.png`` and ``f1.png``: what became less and what became more by epoch."""
    losses = {"training": outcome.curve("loss"), "dev": outcome.curve("eval_loss")}
    shown = {name: points for name, points in losses.items() if points}
    draw_curves(out / "loss.png", shown, across="epoch", up="loss")
    draw_curves(out / "f1.png", {"dev": outcome.curve("eval_f1")}, across="epoch", up="macro-F1")


def _subject(
    trained: Trained,
    number: int,
    task: Task,
    start: str,
    choices: Mapping[str, Any],
    folder: Path,
) -> Subject:
    test = task.splits.test
    said = trained.probabilities(number, test.texts)
    return Subject(
        # Where folders lie on this machine is nobody's business: a card may be published.
        model=f"hf:{folder.resolve().name}",
        corpus=task.corpus,
        splits=task.splits,
        part="test",
        predictions=Predictions(dataset=test, probabilities=said),
        start="" if Path(start).is_dir() else start,
        training=choices,
    )


def _other_heads(tasks: Sequence[Task], reports: Sequence[Report]) -> str:
    if len(tasks) == 1:
        return ""
    lines = [
        "",
        "## Other heads",
        "",
        "The network learned several data sets at once. Its logits stand beside each other, head by",
        "head; `maum_heads` in `config.json` says which is which.",
        "",
        "| head | labels | test texts | accuracy | macro-F1 |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {task.corpus.origin.name} | {len(report.measures.labels)} | {report.measures.texts} "
        f"| {report.measures.accuracy:.3f} | {report.measures.mean('macro').f1:.3f} |"
        for task, report in zip(tasks[1:], reports[1:], strict=True)
    ]
    return "\n".join(lines) + "\n"

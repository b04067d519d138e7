"""What a sweep found, as a table and as curves."""

import csv
from collections.abc import Sequence
from pathlib import Path

from bot.training.finetuning.cell import Cell
from bot.training.reports.figures import draw_curves

_COLUMNS = ("learning rate", "batch", "dev macro-F1", "dev loss", "best step", "steps", "result")


def write_table(folder: Path, cells: Sequence[Cell], best: Cell | None) -> None:
    """Write ``sweep.csv``, ``sweep.md`` and, by batch size, ``curves-batch-N.png``."""
    with (folder / "sweep.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([_COLUMNS, *(_row(cell, best) for cell in cells)])
    pictures = [
        _draw(folder, cells, batch) for batch in dict.fromkeys(cell.chosen.batch for cell in cells)
    ]
    lines = [_line(_COLUMNS), _line(["---"] * len(_COLUMNS))]
    lines += [_line(_row(cell, best)) for cell in cells]
    shown = [f"![learning curves]({name})" for name in pictures if name]
    text = "\n".join(["# Sweep", "", *lines, "", *shown])
    (folder / "sweep.md").write_text(text.rstrip() + "\n", "utf-8")


def _row(cell: Cell, best: Cell | None) -> list[str]:
    outcome = cell.outcome
    figures = (
        [f"{outcome.f1:.4f}", f"{outcome.loss:.4f}", f"{outcome.step}", f"{outcome.steps}"]
        if outcome
        else [""] * 4
    )
    result = "best" if cell is best else cell.failure or "done"
    return [f"{cell.chosen.learning_rate:g}", str(cell.chosen.batch), *figures, result]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _draw(folder: Path, cells: Sequence[Cell], batch: int) -> str:
    """The dev scores of the cells with one batch size; the picture's name, or nothing to draw."""
    curves = {
        f"{cell.chosen.learning_rate:g}": cell.outcome.curve("eval_f1")
        for cell in cells
        if cell.outcome is not None and cell.chosen.batch == batch
    }
    if not curves:
        return ""
    name = f"curves-batch-{batch}.png"
    draw_curves(folder / name, curves, across=f"epoch (batch {batch})", up="macro-F1 on dev")
    return name

"""Many runs over a grid of choices, of which the best is kept."""

import gc
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from bot.training.finetuning.cell import Cell
from bot.training.finetuning.faults import told
from bot.training.finetuning.grid import Grid
from bot.training.finetuning.hyperparameters import Hyperparameters
from bot.training.finetuning.ledger import Ledger, asked
from bot.training.finetuning.progress import Report
from bot.training.finetuning.run import learn
from bot.training.finetuning.table import write_table
from bot.training.splitting import Splits
from config.errors import Diverged, NoMemory, TrainingError

Begin = Callable[[Cell, int, int], None]
"""Told which cell begins, its number from 1, and how many there are."""


def sweep(
    model: str,
    tasks: Sequence[Splits],
    folder: Path,
    chosen: Hyperparameters,
    grid: Grid,
    report: Report,
    stop: Event,
    begin: Begin,
) -> Cell:
    """Train every cell of *grid*; the best one's weights are in *folder* then.

    Leaves ``sweep.csv``, ``sweep.md`` and pictures of the curves in ``FOLDER/sweep``, written
    anew after each cell. Only the best weights so far are kept. Goes on where it was killed.
    Raises what `learn` raises, but for cells that diverge or do not fit into the memory.
    """
    ledger = Ledger(folder, asked(model, tasks, chosen) | {"grid": grid.as_json()})
    cells: list[Cell] = []
    everything = list(grid.cells(chosen))
    for number, one in enumerate(everything, start=1):
        begin(Cell(chosen=one, outcome=None), number, len(everything))
        cells.append(_run(model, tasks, folder / "sweep", one, report, stop))
        best = _best(cells)
        _prune(folder / "sweep", cells, best)
        write_table(folder / "sweep", cells, best)
    if best is None:
        raise TrainingError("no cell of the sweep came to an end; see sweep/sweep.md")
    if ledger.outcome is None:
        _promote(folder / "sweep" / best.name, folder)
        ledger.close({"cell": best.name})
    _prune(folder / "sweep", cells, None)
    return best


def _run(
    model: str,
    tasks: Sequence[Splits],
    folder: Path,
    chosen: Hyperparameters,
    report: Report,
    stop: Event,
) -> Cell:
    cell = Cell(chosen=chosen, outcome=None)
    try:
        outcome = learn(model, tasks, folder / cell.name, chosen, report, stop)
    except (Diverged, NoMemory) as error:
        return Cell(chosen=chosen, outcome=None, failure=error.code)
    finally:
        gc.collect()  # a trainer is full of circles, and the next network wants its memory
    return Cell(chosen=chosen, outcome=outcome)


def _best(cells: Sequence[Cell]) -> Cell | None:
    """The first of the best, so that a repetition finds the same one."""
    done = [cell for cell in cells if cell.outcome is not None]
    return max(done, key=_goodness, default=None)


def _goodness(cell: Cell) -> float:
    assert cell.outcome is not None
    return -cell.outcome.loss if cell.chosen.best_by == "loss" else cell.outcome.f1


def _prune(folder: Path, cells: Sequence[Cell], kept: Cell | None) -> None:
    """Delete the weights of all *cells* but one; what they came to stays."""
    for cell in cells:
        if cell is not kept:
            shutil.rmtree(folder / cell.name / "checkpoints", ignore_errors=True)
            for weights in (folder / cell.name).glob("*.safetensors"):
                weights.unlink()


def _promote(cell: Path, folder: Path) -> None:
    with told():
        for file in cell.iterdir():
            if file.is_file() and file.name != "run.json":
                shutil.copyfile(file, folder / file.name)

"""A sweep of four runs: the best is kept, and a killed one goes on where it was."""

import csv
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from bot.training.finetuning.cell import Cell
from bot.training.finetuning.grid import Grid, parse_grid
from bot.training.finetuning.hyperparameters import Hyperparameters
from bot.training.finetuning.progress import Progress, Stopped
from bot.training.finetuning.sweep import sweep
from bot.training.finetuning.trained import load_trained
from bot.training.splitting import Splits
from config.errors import TrainingError, UsageError

GRID = Grid(rates=(5e-3, 1e-6), batches=(8, 32))

Choices = Callable[..., Hyperparameters]


def begun_by(names: list[str]) -> Callable[[Cell, int, int], None]:
    return lambda cell, number, count: names.append(f"{number}/{count} {cell.name}")


def test_a_killed_sweep_goes_on_and_leaves_the_best(
    start: Path, moods: Splits, choices: Choices, tmp_path: Path
) -> None:
    stop, steps, begun = Event(), list[int](), list[str]()

    def stop_in_the_second(progress: Progress) -> None:
        steps.append(progress.step)
        if len(begun) == 2 and progress.step == 5:
            stop.set()

    def run(watch: Callable[[Progress], None], stop: Event) -> Cell:
        begun.clear()
        chosen = choices(epochs=3)
        return sweep(str(start), [moods], tmp_path, chosen, GRID, watch, stop, begun_by(begun))

    with pytest.raises(Stopped):
        run(stop_in_the_second, stop)
    assert begun == ["1/4 lr-0.005-batch-8", "2/4 lr-1e-06-batch-8"]

    steps.clear()
    best = run(lambda progress: steps.append(progress.step), Event())
    assert steps[0] == 5  # of the second run; the first is not repeated
    assert len(begun) == 4
    assert (best.chosen.learning_rate, best.chosen.batch) == (5e-3, 8)
    with (tmp_path / "sweep" / "sweep.csv").open(encoding="utf-8") as file:
        rows = {(row["learning rate"], row["batch"]): row for row in csv.DictReader(file)}
    assert len(rows) == 4
    assert rows["0.005", "8"]["result"] == "best"
    assert (
        float(rows["0.005", "8"]["dev macro-F1"]) > 0.9 > float(rows["1e-06", "32"]["dev macro-F1"])
    )
    for name in ("curves-batch-8.png", "curves-batch-32.png"):
        assert (tmp_path / "sweep" / name).read_bytes().startswith(b"\x89PNG")
        assert name in (tmp_path / "sweep" / "sweep.md").read_text("utf-8")
    assert not list((tmp_path / "sweep").rglob("*.safetensors"))
    said = load_trained(str(tmp_path)).probabilities(0, moods.test.texts)
    assert (said.argmax(1) == moods.test.targets.argmax(1)).mean() > 0.9

    steps.clear()
    assert run(lambda progress: steps.append(progress.step), Event()).name == best.name
    assert steps == []


def test_a_cell_that_diverges_is_passed_over(
    start: Path, moods: Splits, choices: Choices, tmp_path: Path
) -> None:
    chosen, grid = choices(epochs=1, warm_up=0), Grid(rates=(1e30, 1e-3), batches=(16,))
    given = (str(start), [moods], tmp_path, chosen, grid, lambda _: None, Event(), begun_by([]))
    assert sweep(*given).chosen.learning_rate == 1e-3
    assert "| 1e+30 | 16 |  |  |  |  | training.diverged |" in (
        tmp_path / "sweep" / "sweep.md"
    ).read_text("utf-8")


def test_a_sweep_of_which_nothing_comes_is_told(
    start: Path, moods: Splits, choices: Choices, tmp_path: Path
) -> None:
    chosen, grid = choices(epochs=1, warm_up=0), Grid(rates=(1e30,), batches=(16,))
    given = (str(start), [moods], tmp_path, chosen, grid, lambda _: None, Event(), begun_by([]))
    with pytest.raises(TrainingError, match=r"sweep\.md"):
        sweep(*given)


def test_the_usual_grid_is_the_source_work_s() -> None:
    grid = parse_grid([])
    assert (len(grid.rates), max(grid.rates), min(grid.rates)) == (8, 5e-3, 1e-6)
    assert grid.batches == (16, 32, 64, 128)


def test_axes_are_given_by_name() -> None:
    assert parse_grid(["lr=1e-4,5e-5", "batch=16"]) == Grid(rates=(1e-4, 5e-5), batches=(16,))
    assert parse_grid(["batch=8"]).rates == Grid().rates


@pytest.mark.parametrize("given", ["rl=1", "1e-4", "lr=fast", "batch=1.5"])
def test_a_mistyped_axis_is_told(given: str) -> None:
    with pytest.raises(UsageError, match="--sweep wants"):
        parse_grid([given])

"""Shows how a training goes on: a bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import rich.progress

    from bot.training.finetuning.cell import Cell
    from bot.training.finetuning.progress import Progress


class Watcher(Protocol):
    """What a training tells."""

    def begin(self, cell: "Cell", number: int, count: int) -> None:
        """A run of a sweep begins, *number* of *count*."""
        ...

    def report(self, progress: "Progress") -> None:
        """A step was done."""
        ...


@contextmanager
def watched() -> Iterator[Watcher]:
    """A watcher that writes to standard error."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[figures]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        yield _Bar(bar)


class _Lines:
    """A line wherever something was measured."""

    def begin(self, cell: "Cell", number: int, count: int) -> None:
        self._write(f"run {number}/{count}  {cell.name}")

    def report(self, progress: "Progress") -> None:
        if progress.figures:
            self._write(f"step {progress.step}/{progress.steps}  {_text(progress.figures)}")

    def _write(self, line: str) -> None:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


class _Bar:
    """A bar a run, with what was measured last."""

    def __init__(self, bar: "rich.progress.Progress") -> None:
        self._bar = bar
        self._task: rich.progress.TaskID | None = None
        self._figures: dict[str, float] = {}

    def begin(self, cell: "Cell", number: int, count: int) -> None:
        self._task = self._bar.add_task(f"{number}/{count} {cell.name}", total=None, figures="")
        self._figures = {}

    def report(self, progress: "Progress") -> None:
        if self._task is None:
            self._task = self._bar.add_task("training", total=None, figures="")
        self._figures |= progress.figures
        self._bar.update(
            self._task,
            completed=progress.step,
            total=progress.steps,
            figures=_text(self._figures),
        )


def _text(figures: Mapping[str, float]) -> str:
    return "  ".join(f"{name.replace('_', ' ')} {value:.4g}" for name, value in figures.items())

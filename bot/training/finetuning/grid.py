"""Which choices a sweep tries."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

from bot.training.finetuning.hyperparameters import Hyperparameters
from config.errors import UsageError
from config.spelling import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Every learning rate with every batch size."""

    rates: tuple[float, ...] = (5e-3, 1e-3, 5e-4, 1e-4, 5e-5, 1e-5, 5e-6, 1e-6)
    batches: tuple[int, ...] = (16, 32, 64, 128)

    def cells(self, chosen: Hyperparameters) -> Iterator[Hyperparameters]:
        """One run's choices after another, the other choices those of *chosen*."""
        for batch in self.batches:
            for rate in self.rates:
                yield replace(chosen, learning_rate=rate, batch=batch)

    def as_json(self) -> dict[str, Any]:
        """The axes in plain values."""
        return {name: list(values) for name, values in asdict(self).items()}


def parse_grid(given: Sequence[str]) -> Grid:
    """``lr=1e-4,5e-5`` and ``batch=16,32``, either or none of them; raises `UsageError`."""
    values = dict(_axis(one) for one in given)
    grid = Grid()
    return Grid(
        rates=_numbers(values.get("lr"), float) or grid.rates,
        batches=_numbers(values.get("batch"), int) or grid.batches,
    )


def _axis(given: str) -> tuple[str, str]:
    name, equals, values = given.partition("=")
    if not equals or name not in ("lr", "batch"):
        hint = did_you_mean(name, ("lr", "batch"))
        raise UsageError(f"--sweep wants lr=…,… and batch=…,…, not {given!r}{hint}")
    return name, values


_Number = TypeVar("_Number", int, float)


def _numbers(given: str | None, kind: type[_Number]) -> tuple[_Number, ...]:
    try:
        return tuple(dict.fromkeys(kind(one) for one in (given or "").split(",") if one))
    except ValueError as error:
        raise UsageError(f"--sweep wants numbers, not {given!r}") from error

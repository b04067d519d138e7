"""How a run went."""

import math
from dataclasses import asdict, dataclass
from typing import Any, Self

from config.errors import Diverged


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The figures of a run, measured on the dev part."""

    step: int
    """Of the kept weights."""
    steps: int
    """That were done."""
    loss: float
    """Of the kept weights."""
    f1: float = 0.0
    """Macro-F1 of the kept weights, the mean over the heads; 0 where there are no labels."""
    history: tuple[dict[str, float], ...] = ()
    """What was logged: ``step``, ``epoch`` and ``loss``, or ``eval_loss`` and ``eval_f1``."""

    def as_json(self) -> dict[str, Any]:
        """The outcome in plain values."""
        return asdict(self)

    @classmethod
    def of(cls, state: Any) -> Self:
        """From the trainer's state at the end; raises `Diverged`."""
        evaluations = {line["step"]: line for line in state.log_history if "eval_loss" in line}
        best = evaluations.get(state.best_global_step)
        if best is None or not math.isfinite(best["eval_loss"]):
            raise Diverged
        return cls(
            step=int(best["step"]),
            steps=int(state.global_step),
            f1=best.get("eval_f1", 0.0),
            loss=best["eval_loss"],
            history=tuple(_plain(line) for line in state.log_history),
        )

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Self:
        """What `as_json` gave."""
        return cls(**{**raw, "history": tuple(raw["history"])})

    def curve(self, figure: str) -> list[tuple[float, float]]:
        """Points of a logged *figure*: the epoch, and the value there."""
        return [(line["epoch"], line[figure]) for line in self.history if figure in line]


def _plain(line: dict[str, float]) -> dict[str, float]:
    """Without what depends on the machine's speed."""
    return {name: value for name, value in line.items() if not name.endswith(("runtime", "second"))}

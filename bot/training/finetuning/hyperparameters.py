"""What a fine-tuning run is asked to do."""

from dataclasses import asdict, dataclass
from typing import Any

from config.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Hyperparameters:
    """The choices of a run. Equal ones, on equal data and start, end in the same weights."""

    learning_rate: float = 5e-5
    """The highest: it rises over the warm-up and falls to zero from there, both linearly."""
    batch: int = 32
    """Texts a step."""
    accumulate: int = 1
    """In how many parts a batch is computed, for little memory."""
    epochs: int = 10
    """At most: the patience may end sooner."""
    warm_up: float = 0.1
    """Share of the steps in which the learning rate rises."""
    decay: float = 0.01
    patience: int = 3
    """Evaluations without an improvement after which a run ends; 0 never ends one."""
    min_delta: float = 0.001
    """What counts as an improvement, in the units of *best_by*."""
    best_by: str = "f1"
    """What the kept weights are best at on the dev part: ``f1`` (macro) or ``loss``."""
    evaluate_every: int = 0
    """Steps; 0 is once an epoch."""
    checkpoint_every: int = 500
    """Steps between checkpoints, beside those that every evaluation leaves."""
    tokens: int = 128
    """Longer texts are cut."""
    class_weights: bool = False
    """Let rare labels count as much as frequent ones."""
    precision: str = "auto"
    """``fp32``, ``bf16`` or ``fp16``; auto is the best mixed one that a GPU has, else fp32."""
    seed: int = 0

    def __post_init__(self) -> None:
        """Raises `UsageError` for what no run can do."""
        for name in ("learning_rate", "batch", "accumulate", "epochs", "checkpoint_every"):
            if not getattr(self, name) > 0:
                raise UsageError(f"{_flag(name)} must be above 0")
        for name in ("decay", "patience", "min_delta", "evaluate_every"):
            if getattr(self, name) < 0:
                raise UsageError(f"{_flag(name)} must not be below 0")
        if not 0 <= self.warm_up < 1:
            raise UsageError("--warm-up is a share of the steps, from 0 to below 1")
        if self.tokens < 8:
            raise UsageError("--tokens must be 8 or more")
        if self.batch % self.accumulate:
            raise UsageError(f"a batch of {self.batch} has no {self.accumulate} equal parts")

    def as_json(self) -> dict[str, Any]:
        """The choices in plain values."""
        return asdict(self)


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")

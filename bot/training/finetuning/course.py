"""The course of a run: where it stands, when it is kept, and when it ends early."""

import math
from collections.abc import Mapping
from threading import Event
from typing import Any

from transformers import TrainerCallback

from bot.training.finetuning.hyperparameters import Hyperparameters
from bot.training.finetuning.progress import Progress, Report, Stopped

_NAMES = {"loss": "loss", "learning_rate": "rate"}
"""Of what the trainer logs of a training step, and what it is called here."""


class Course(TrainerCallback):
    """Tells where the run stands, asks for checkpoints, and ends what cannot come to good."""

    def __init__(self, chosen: Hyperparameters, report: Report, stop: Event) -> None:
        self._chosen = chosen
        self._report = report
        self._stop = stop

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self._tell(state, {})

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self._tell(state, {})
        if state.global_step >= state.max_steps:
            control.should_evaluate = True
        if self._stop.is_set() or state.global_step % self._chosen.checkpoint_every == 0:
            control.should_save = True

    def on_log(self, args: Any, state: Any, control: Any, **given: Any) -> None:
        logs = given["logs"]
        self._tell(state, {_NAMES[name]: logs[name] for name in _NAMES if name in logs})

    def on_evaluate(self, args: Any, state: Any, control: Any, **given: Any) -> None:
        metrics = given["metrics"]
        measured = {f"dev_{name}": metrics.get(f"eval_{name}") for name in ("loss", "f1")}
        self._tell(state, {name: value for name, value in measured.items() if value is not None})
        if not math.isfinite(metrics["eval_loss"]):
            control.should_training_stop = True

    def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        if self._stop.is_set():
            raise Stopped

    def _tell(self, state: Any, figures: Mapping[str, float]) -> None:
        self._report(
            Progress(
                step=state.global_step,
                steps=state.max_steps,
                epoch=state.epoch or 0,
                figures=figures,
            )
        )

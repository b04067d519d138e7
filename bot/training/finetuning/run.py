"""One fine-tuning run: from data and a start to a folder that classifies."""

import math
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event
from typing import Any

import torch

from bot.training.finetuning.columns import Columns, joined
from bot.training.finetuning.examples import Examples
from bot.training.finetuning.faults import told
from bot.training.finetuning.hyperparameters import Hyperparameters
from bot.training.finetuning.ledger import Ledger, asked
from bot.training.finetuning.progress import Report
from bot.training.finetuning.start import Start, check_tokens, load_start
from bot.training.finetuning.trainer import run as run_trainer
from bot.training.finetuning.trainer import trainer
from bot.training.splitting import Splits
from config.errors import Diverged


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run went, on the dev part."""

    step: int
    """Of the kept weights."""
    steps: int
    """That were done."""
    f1: float
    """Macro-F1 of the kept weights, the mean over the heads."""
    loss: float
    history: tuple[dict[str, float], ...]
    """What was logged: ``step``, ``epoch`` and ``loss``, or ``eval_loss`` and ``eval_f1``."""

    def as_json(self) -> dict[str, Any]:
        """The outcome in plain values."""
        return asdict(self)


def learn(
    model: str,
    tasks: Sequence[Splits],
    folder: Path,
    chosen: Hyperparameters,
    report: Report,
    stop: Event,
) -> Outcome:
    """Train *model* on *tasks*, one head each; go on where a killed run in *folder* stopped.

    Leaves the best weights in *folder*, as ``hf:FOLDER`` reads them. A run that is at its end
    already is not repeated. Raises `TrainingError`, `UsageError`, and `Stopped` soon after *stop*.
    """
    ledger = Ledger(folder, asked(model, tasks, chosen))
    if ledger.outcome is not None:
        return _outcome(ledger.outcome)
    with told():
        outcome = _learn(model, tasks, folder, chosen, report, stop)
    ledger.close(outcome.as_json())
    shutil.rmtree(folder / "checkpoints", ignore_errors=True)
    return outcome


def _learn(
    model: str,
    tasks: Sequence[Splits],
    folder: Path,
    chosen: Hyperparameters,
    report: Report,
    stop: Event,
) -> Outcome:
    # The heads begin at random: the same seed, the same beginning.
    torch.manual_seed(chosen.seed)
    columns = joined([task.train for task in tasks])
    start = load_start(model, columns)
    longest = min(chosen.tokens, start.longest)
    train, dev = (
        Examples(part, columns, start.tokenizer, longest=longest)
        for part in ([task.train for task in tasks], [task.dev for task in tasks])
    )
    if start.tokenizer.unk_token_id is not None:
        check_tokens(start, train.share_of(start.tokenizer.unk_token_id))
    made = trainer(
        start, columns, train, dev, chosen, (folder / "checkpoints").resolve(), report, stop
    )
    history = run_trainer(made)
    outcome = _best(history, made.state)
    save(start, columns, folder)
    return outcome


def save(start: Start, columns: Columns, folder: Path) -> None:
    """Write the network and its tokenizer; with several heads, what each column is."""
    if len(columns.heads) > 1:
        start.network.config.maum_heads = [
            {"name": head.name, "labels": list(head.labels), "exclusive": head.exclusive}
            for head in columns.heads
        ]
    start.network.save_pretrained(folder)
    start.tokenizer.save_pretrained(folder)


def _best(history: list[dict[str, float]], state: Any) -> Outcome:
    best = next(
        (line for line in history if "eval_f1" in line and line["step"] == state.best_global_step),
        None,
    )
    if best is None or not math.isfinite(best["eval_loss"]):
        raise Diverged
    return Outcome(
        step=int(best["step"]),
        steps=int(state.global_step),
        f1=best["eval_f1"],
        loss=best["eval_loss"],
        history=tuple(_plain(line) for line in history),
    )


def _plain(line: dict[str, float]) -> dict[str, float]:
    """Without what depends on the machine's speed."""
    return {name: value for name, value in line.items() if not name.endswith(("runtime", "second"))}


def _outcome(raw: dict[str, Any]) -> Outcome:
    return Outcome(**{**raw, "history": tuple(raw["history"])})

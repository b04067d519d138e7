"""One fine-tuning run: from data and a start to a folder that classifies."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event

import torch

from bot.training.finetuning.columns import Columns, joined
from bot.training.finetuning.examples import Examples
from bot.training.finetuning.hyperparameters import Hyperparameters
from bot.training.finetuning.ledger import asked, once
from bot.training.finetuning.outcome import Outcome
from bot.training.finetuning.priors import begin_at_priors
from bot.training.finetuning.progress import Report
from bot.training.finetuning.start import Start, check_tokens, load_start
from bot.training.finetuning.trainer import heads_trainer
from bot.training.finetuning.trainer import run as run_trainer
from bot.training.splitting import Splits


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
    return once(
        folder,
        asked(model, tasks, chosen),
        lambda: _learn(model, tasks, folder, chosen, report, stop),
    )


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
    begin_at_priors(start, columns, train.targets)
    made = heads_trainer(
        start, columns, train, dev, chosen, (folder / "checkpoints").resolve(), report, stop
    )
    run_trainer(made)
    outcome = Outcome.of(made.state)
    save(start, columns, folder)
    return outcome


def save(start: Start, columns: Columns, folder: Path) -> None:
    """Write the network and its tokenizer; with several heads, what each column is."""
    settings = start.network.config
    vars(settings).pop("maum_heads", None)  # of the start, which may have been such a network
    if len(columns.heads) > 1:
        settings.maum_heads = [
            {"name": head.name, "labels": list(head.labels), "exclusive": head.exclusive}
            for head in columns.heads
        ]
    start.network.save_pretrained(folder)
    start.tokenizer.save_pretrained(folder)

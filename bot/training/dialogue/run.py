"""One run: from conversations and a start to a folder that answers."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

import torch

from bot.dialogue.kogpt2 import SENTIMENTS, TURNS
from bot.dialogue.local.layout import Layout
from bot.training.dialogue.examples import Examples, Padded
from bot.training.dialogue.start import load_model
from bot.training.dialogue.talk import Parts, Talk
from bot.training.finetuning.hyperparameters import Hyperparameters
from bot.training.finetuning.ledger import once
from bot.training.finetuning.outcome import Outcome
from bot.training.finetuning.progress import Report
from bot.training.finetuning.start import longest
from bot.training.finetuning.trainer import run as run_trainer
from bot.training.finetuning.trainer import trainer


def learn(
    model: str,
    parts: Parts,
    folder: Path,
    chosen: Hyperparameters,
    turns: int,
    report: Report,
    stop: Event,
) -> Outcome:
    """Train *model* to answer as in *parts*; go on where a killed run in *folder* stopped.

    Leaves the best weights in *folder*, as ``kogpt2:FOLDER`` reads them. *turns* is how many
    exchanges it learns to see. Raises `TrainingError`, `UsageError`, and `Stopped` soon after
    *stop*.
    """
    asked = {"model": model, "data": _digest(parts), "turns": turns, **chosen.as_json()}
    return once(folder, asked, lambda: _learn(model, parts, folder, chosen, turns, report, stop))


def examples(
    talks: Sequence[Talk], network: Any, tokenizer: Any, *, tokens: int, turns: int
) -> Examples:
    """*talks* for *network*, which may take fewer than *tokens*."""
    room = min(tokens, longest(network.config))
    return Examples(talks, Layout(tokenizer), longest=room, turns=turns)


def _learn(
    model: str,
    parts: Parts,
    folder: Path,
    chosen: Hyperparameters,
    turns: int,
    report: Report,
    stop: Event,
) -> Outcome:
    # New tokens begin at random: the same seed, the same beginning.
    torch.manual_seed(chosen.seed)
    network, tokenizer = load_model(model)
    train, dev = (
        examples(part, network, tokenizer, tokens=chosen.tokens, turns=turns)
        for part in (parts.train, parts.dev)
    )
    made = trainer(
        chosen,
        (folder / "checkpoints").resolve(),
        report,
        stop,
        model=network,
        train_dataset=train,
        eval_dataset=dev,
        data_collator=Padded(tokenizer.pad_token_id),
    )
    run_trainer(made)
    outcome = Outcome.of(made.state)
    seen = {exchange.sentiment for talk in parts.train for exchange in talk.exchanges}
    setattr(network.config, TURNS, turns)
    setattr(network.config, SENTIMENTS, sorted(seen))
    network.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return outcome


def _digest(parts: Parts) -> str:
    found = hashlib.blake2b(digest_size=16)
    for talk in (*parts.train, *parts.dev):
        found.update(repr(talk).encode("utf-8", "replace"))
    return found.hexdigest()

"""The training loop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import torch
from torch import Tensor, nn
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

from bot.training import network as networks
from bot.training.batches import Batch, plan
from bot.training.checkpoint import Checkpoint
from bot.training.dataset import Dataset
from bot.training.network import EmotionNetwork
from bot.training.recipe import Recipe
from bot.training.tokens import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a run stands."""

    step: int
    steps: int
    losses: dict[str, float]
    """Mean loss by data set since the last report."""


Report = Callable[[Progress], None]


class Stopped(Exception):
    """The run was asked to stop; its checkpoint holds every step that was done."""


class Trainer:
    """Trains one network on several data sets; some share a head."""

    def __init__(self, start: Path, datasets: Sequence[Dataset], recipe: Recipe) -> None:
        torch.manual_seed(recipe.seed)
        self._datasets = datasets
        self._recipe = recipe
        self._tokens = Tokens(start / "tokenizer.json", longest=recipe.tokens)
        heads = [dataset.head for dataset in datasets]
        self.network, trained = networks.load(
            start, heads, layers=recipe.layers, frozen=recipe.frozen, dropout=recipe.dropout
        )
        if not trained:
            self.network.start_at_priors(datasets)
        self._plan = plan(datasets, recipe.epochs, size=recipe.batch, seed=recipe.seed)
        self._optimizer = _optimizer(self.network, recipe)

    def run(self, checkpoint: Path, report: Report, stop: Event) -> EmotionNetwork:
        """Train to the end, from *checkpoint* if it is there; the trained network.

        Raises `Stopped` soon after *stop* was set.
        """
        kept = Checkpoint(checkpoint, self._recipe)
        done = kept.resume(self.network, self._optimizer)
        schedule = _schedule(self._optimizer, len(self._plan), self._recipe.warm_up, done)
        report(Progress(step=done, steps=len(self._plan), losses={}))
        losses: dict[str, list[float]] = {}
        self.network.train()
        for step, batch in enumerate(self._plan[done:], start=done + 1):
            losses.setdefault(self._datasets[batch.dataset].name, []).append(self._step(batch))
            schedule.step()
            if self._is_due(step) or stop.is_set():
                kept.save(step, self.network, self._optimizer)
                report(Progress(step=step, steps=len(self._plan), losses=_means(losses)))
                losses = {}
            if stop.is_set():
                raise Stopped
        return self.network.eval()

    def _is_due(self, step: int) -> bool:
        return step % self._recipe.checkpoint_every == 0 or step == len(self._plan)

    def _step(self, batch: Batch) -> float:
        dataset = self._datasets[batch.dataset]
        ids, mask = self._tokens([dataset.texts[row] for row in batch.rows])
        with torch.autocast("cpu", torch.bfloat16, enabled=self._recipe.bfloat16):
            logits = self.network(ids, mask, dataset.head.name)
        loss = self._loss(dataset, logits.float(), torch.from_numpy(dataset.targets[batch.rows]))
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad()
        return loss.item()

    def _loss(self, dataset: Dataset, logits: Tensor, targets: Tensor) -> Tensor:
        said = dataset.spoken_of
        logits, targets = logits[:, said], targets[:, said]
        if dataset.head.exclusive:
            smoothing = self._recipe.smoothing
            return nn.functional.cross_entropy(logits, targets, label_smoothing=smoothing)
        return nn.functional.binary_cross_entropy_with_logits(logits, targets)


def _means(losses: dict[str, list[float]]) -> dict[str, float]:
    return {name: sum(values) / len(values) for name, values in losses.items()}


def _optimizer(network: EmotionNetwork, recipe: Recipe) -> AdamW:
    encoder = [weight for weight in network.encoder.parameters() if weight.requires_grad]
    groups = [
        {"params": encoder, "lr": recipe.encoder_rate},
        {"params": list(network.heads.parameters()), "lr": recipe.head_rate},
    ]
    return AdamW(groups, weight_decay=recipe.decay, fused=True)


def _schedule(optimizer: AdamW, steps: int, warm_up: float, done: int) -> LambdaLR:
    """A linear rise over the first share *warm_up* of the steps, then a linear fall to zero."""
    rise = max(1, round(steps * warm_up))

    def factor(step: int) -> float:
        return min((step + 1) / rise, (steps - step) / max(1, steps - rise))

    for group in optimizer.param_groups:
        group.setdefault("initial_lr", group["lr"])
    return LambdaLR(optimizer, factor, last_epoch=done - 1)

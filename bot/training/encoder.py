"""An encoder in training that says what a text is by the mean of its tokens."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import torch
from torch import Tensor, nn
from torch.optim import AdamW, Optimizer
from transformers import AutoModel

from bot.training.export import export_embedding
from bot.training.network import mean
from bot.training.tokens import Tokens

_TOKENIZER = "tokenizer.json"

T = TypeVar("T")
Report: TypeAlias = Callable[[int, float], None]
"""Is told the step and its loss."""


class Encoder(nn.Module):
    """The encoder in the folder *start*; its words and its lowest *frozen* layers learn nothing."""

    def __init__(self, start: Path, *, frozen: int, dropout: float, tokens: int) -> None:
        """*tokens*: those of a text that are read."""
        super().__init__()
        self._start = start
        self._tokens = Tokens(start / _TOKENIZER, longest=tokens)
        self.model: Any = AutoModel.from_pretrained(
            start,
            dtype=torch.float32,
            add_pooling_layer=False,
            attn_implementation="eager",  # half as fast again on a processor, for short texts
        )
        self.model.embeddings.requires_grad_(False)
        self.model.encoder.layer[:frozen].requires_grad_(False)
        for part in self.model.modules():
            if isinstance(part, nn.Dropout):
                part.p = dropout
        self.train()

    @property
    def width(self) -> int:
        """Numbers of a vector."""
        return int(self.model.config.hidden_size)

    def learning(self) -> list[nn.Parameter]:
        """The weights that learn."""
        return [weight for weight in self.parameters() if weight.requires_grad]

    def forward(self, texts: Sequence[str]) -> Tensor:
        """(texts, width)."""
        ids, mask = self._tokens(texts)
        with torch.autocast("cpu", torch.bfloat16):
            states = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
        return mean(states.float(), mask)

    def write(self, out: Path, name: str) -> None:
        """Leave *name*.onnx with its words in ``model`` of *out*, and ``weights`` to start from again."""
        (out / "model").mkdir(parents=True, exist_ok=True)
        self.model.save_pretrained(out / "weights")
        (out / "weights" / _TOKENIZER).write_bytes((self._start / _TOKENIZER).read_bytes())
        export_embedding(self.model.eval(), self._start, out / "model" / f"{name}.onnx")


def descend(
    parts: Sequence[dict[str, Any]],
    batches: Iterable[T],
    loss_of: Callable[[T], Tensor],
    *,
    rate: float,
    count: int,
    rising: int,
    report: Report,
    decay: float = 0.01,
) -> None:
    """Lower the loss of *count* *batches*, one step each, by the weights in *parts*.

    The learning rate rises to *rate* over the first *rising* steps and falls to zero; one of *parts* may have
    ``times`` as much.
    """
    optimizer = AdamW([*parts], lr=rate, weight_decay=decay, fused=True)
    weights = [weight for part in optimizer.param_groups for weight in part["params"]]
    for step, batch in zip(
        steps(optimizer, rate=rate, count=count, rising=rising), batches, strict=True
    ):
        loss = loss_of(batch)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        report(step, loss.item())


def steps(optimizer: Optimizer, *, rate: float, count: int, rising: int) -> Iterator[int]:
    """The numbers from 1 to *count*, with the learning rate set for each.

    It rises to *rate* over the first *rising* and falls to zero; a group of weights may have ``times`` as much.
    """
    for step in range(1, count + 1):
        for group in optimizer.param_groups:
            now = min(1.0, step / rising) * (1 - (step - 1) / count)
            group["lr"] = rate * now * group.get("times", 1)
        yield step


_WINDOW = 40
"""Batches among which texts are sorted by length, so that little of a batch is padding."""


def by_length(texts: Sequence[str], *, size: int, count: int, seed: int) -> Iterator[Sequence[int]]:
    """*count* batches of *size* places of *texts*, those of about one length together; all of them before any again."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    waiting: list[list[int]] = []
    for _ in range(count):
        if not waiting:
            rows = chance.sample(range(len(texts)), len(texts))
            for at in range(0, len(rows), size * _WINDOW):
                window = sorted(rows[at : at + size * _WINDOW], key=lambda row: len(texts[row]))
                waiting += [window[first : first + size] for first in range(0, len(window), size)]
            chance.shuffle(waiting)
        yield waiting.pop()

"""From messages and a start model to the network as it ships, and the directions of the kinds."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import log_softmax
from torch.optim import AdamW
from transformers import AutoModel

from bot.dialogue.tellings import DIRECTIONS
from bot.memory.embedded import PREFIX, EmbeddedEmbedder
from bot.training.export import export_embedding
from bot.training.network import mean
from bot.training.tellings.examples import Example, targets
from bot.training.tokens import Tokens

NETWORK = "telling"
_TOKENIZER = "tokenizer.json"
_DROPOUT = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The choices of a run."""

    steps: int = 5_000
    size: int = 64
    """Texts of a batch."""
    frozen: int = 6
    """Layers that stay as they were, counted from the words, which stay too."""
    rate: float = 1.5e-4
    """The highest learning rate; it rises over 80 steps and falls to zero. That of the last layer is ten times it."""
    tokens: int = 48
    seed: int = 0


RECIPE = Recipe()
Report = Callable[[int, float], None]
"""Is told the step and its loss."""


def train(
    start: Path,
    out: Path,
    examples: Sequence[Example],
    kinds: Sequence[str],
    recipe: Recipe,
    report: Report,
) -> None:
    """Train on *examples* of *kinds* and export.

    Leaves ``telling.onnx`` with its words in ``model`` of *out*, and ``weights`` to start another run from.
    """
    torch.manual_seed(recipe.seed)
    network = _Network(start, len(kinds), recipe)
    weights = [weight for weight in network.encoder.parameters() if weight.requires_grad]
    parts = [{"params": weights, "times": 1}, {"params": network.last.parameters(), "times": 10}]
    optimizer = AdamW(parts, lr=recipe.rate, weight_decay=0.01, fused=True)
    aims = torch.from_numpy(targets(examples, kinds))
    texts = [one.text for one in examples]
    for step, rows in enumerate(_batches(texts, recipe), start=1):
        rate = recipe.rate * min(1.0, step / 80) * (1 - (step - 1) / recipe.steps)
        for group in optimizer.param_groups:
            group["lr"] = rate * group["times"]
        loss = _cross_entropy(network([texts[row] for row in rows]), aims[rows])
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([*weights, *network.last.parameters()], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        report(step, loss.item())
    (out / "model").mkdir(parents=True, exist_ok=True)
    network.encoder.save_pretrained(out / "weights")
    (out / "weights" / _TOKENIZER).write_bytes((start / _TOKENIZER).read_bytes())
    export_embedding(network.encoder.eval(), start, out / "model" / f"{NETWORK}.onnx")


async def direct(out: Path, examples: Sequence[Example], kinds: Sequence[str]) -> None:
    """Write the directions of *kinds* in the unit vectors of the network in ``model`` of *out*."""
    embedder = EmbeddedEmbedder(str(out / "model"), network=NETWORK)
    vectors = await embedder.embed([one.text for one in examples])
    weights, bias = _fitted(vectors, targets(examples, kinds))
    np.savez(
        out / "model" / DIRECTIONS,
        keys=np.array(kinds),
        weights=weights.astype(np.float16),
        bias=bias.astype(np.float32),
    )


_SCALE = 20.0
"""What unit vectors are stretched by for the fit, so that its rate suits them."""


def _fitted(
    vectors: NDArray[np.float32], aims: NDArray[np.float32], *, steps: int = 3_000, size: int = 512
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The weights and the bias of a logistic regression from *vectors* to *aims*."""
    torch.manual_seed(0)
    layer = nn.Linear(vectors.shape[1], aims.shape[1])
    optimizer = AdamW(layer.parameters(), lr=2e-3, weight_decay=0.1)
    inputs, wanted = torch.from_numpy(vectors) * _SCALE, torch.from_numpy(aims)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * (1 - step / steps)
        rows = torch.randint(0, len(inputs), (size,))
        loss = _cross_entropy(layer(inputs[rows]), wanted[rows])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return (layer.weight * _SCALE).detach().numpy(), layer.bias.detach().numpy()


def _cross_entropy(logits: Tensor, aims: Tensor) -> Tensor:
    """The cross entropy of *logits* and *aims*, both (texts, kinds)."""
    return -(aims * log_softmax(logits, dim=1)).sum(1).mean()


class _Network(nn.Module):
    """The encoder while it learns, and the layer that tells kinds."""

    def __init__(self, start: Path, kinds: int, recipe: Recipe) -> None:
        super().__init__()
        self._tokens = Tokens(start / _TOKENIZER, longest=recipe.tokens)
        self.encoder: Any = AutoModel.from_pretrained(
            start, dtype=torch.float32, add_pooling_layer=False
        )
        self.encoder.embeddings.requires_grad_(False)
        self.encoder.encoder.layer[: recipe.frozen].requires_grad_(False)
        for part in self.encoder.modules():
            if isinstance(part, nn.Dropout):
                part.p = _DROPOUT
        self.dropout = nn.Dropout(_DROPOUT)
        self.last = nn.Linear(int(self.encoder.config.hidden_size), kinds)
        self.train()

    def forward(self, texts: Sequence[str]) -> Tensor:
        """The logits of *texts*, (texts, kinds)."""
        ids, mask = self._tokens([PREFIX + text for text in texts])
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        logits: Tensor = self.last(self.dropout(mean(states.float(), mask)))
        return logits


_WINDOW = 40
"""Batches among which texts are sorted by length, so that little of a batch is padding."""


def _batches(texts: Sequence[str], recipe: Recipe) -> Iterator[Sequence[int]]:
    chance = random.Random(recipe.seed)  # noqa: S311 - nothing is kept secret by it
    waiting: list[list[int]] = []
    for _ in range(recipe.steps):
        if not waiting:
            rows = chance.sample(range(len(texts)), len(texts))
            for at in range(0, len(rows), recipe.size * _WINDOW):
                window = sorted(
                    rows[at : at + recipe.size * _WINDOW], key=lambda row: len(texts[row])
                )
                waiting += [
                    window[first : first + recipe.size]
                    for first in range(0, len(window), recipe.size)
                ]
            chance.shuffle(waiting)
        yield waiting.pop()

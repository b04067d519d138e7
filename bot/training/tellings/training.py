"""From messages and a start model to the network as it ships, and the directions of the kinds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import log_softmax
from torch.optim import AdamW

from bot.dialogue.tellings import DIRECTIONS
from bot.memory.embedded import PREFIX, EmbeddedEmbedder
from bot.training.encoder import Encoder, Report, by_length, descend, steps
from bot.training.tellings.examples import Example, targets

NETWORK = "telling"
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
    encoder = Encoder(start, frozen=recipe.frozen, dropout=_DROPOUT, tokens=recipe.tokens)
    last = nn.Sequential(nn.Dropout(_DROPOUT), nn.Linear(encoder.width, len(kinds)))
    aims = torch.from_numpy(targets(examples, kinds))
    texts = [one.text for one in examples]

    def loss_of(rows: Sequence[int]) -> Tensor:
        return _cross_entropy(last(encoder([PREFIX + texts[row] for row in rows])), aims[rows])

    descend(
        [{"params": encoder.learning()}, {"params": [*last.parameters()], "times": 10}],
        by_length(texts, size=recipe.size, count=recipe.steps, seed=recipe.seed),
        loss_of,
        rate=recipe.rate,
        count=recipe.steps,
        rising=80,
        report=report,
    )
    encoder.write(out, NETWORK)


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
    vectors: NDArray[np.float32], aims: NDArray[np.float32], *, count: int = 3_000, size: int = 512
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The weights and the bias of a logistic regression from *vectors* to *aims*."""
    torch.manual_seed(0)
    layer = nn.Linear(vectors.shape[1], aims.shape[1])
    optimizer = AdamW(layer.parameters(), lr=2e-3, weight_decay=0.1)
    inputs, wanted = torch.from_numpy(vectors) * _SCALE, torch.from_numpy(aims)
    for _ in steps(optimizer, rate=2e-3, count=count, rising=1):
        rows = torch.randint(0, len(inputs), (size,))
        loss = _cross_entropy(layer(inputs[rows]), wanted[rows])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return (layer.weight * _SCALE).detach().numpy(), layer.bias.detach().numpy()


def _cross_entropy(logits: Tensor, aims: Tensor) -> Tensor:
    """The cross entropy of *logits* and *aims*, both (texts, kinds)."""
    return -(aims * log_softmax(logits, dim=1)).sum(1).mean()

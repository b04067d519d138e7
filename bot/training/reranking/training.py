"""From lines with readers' verdicts and a start model to the network as it ships."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize

from bot.dialogue.reranking import LAYER, odds
from bot.memory.embedded import PREFIX
from bot.training.encoder import Encoder, Report, by_length, descend
from bot.training.reranking.examples import VERDICTS, Example

NETWORK = "reranker"
_DROPOUT = 0.0  # far more is to be learned than is seen often enough to be known by heart
_SCALE = 10.0
"""What unit vectors are stretched by, so that the rate suits the last layer."""
_TIMES = 20
"""How much faster the last layer learns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The choices of a run."""

    steps: int = 5_400
    size: int = 32
    """Lines of a batch."""
    frozen: int = 2
    """Layers that stay as they were, counted from the words, which stay too."""
    rate: float = 8e-5
    """The highest learning rate; it rises over 60 steps and falls to zero."""
    tokens: int = 96
    seed: int = 0


RECIPE = Recipe()


def train(
    start: Path, out: Path, examples: Sequence[Example], recipe: Recipe, report: Report
) -> None:
    """Train on *examples* and export.

    Leaves ``reranker.onnx`` with its words and its last layer in ``model`` of *out*, and ``weights`` to start another run from.
    """
    torch.manual_seed(recipe.seed)
    encoder = Encoder(start, frozen=recipe.frozen, dropout=_DROPOUT, tokens=recipe.tokens)
    last = _Last(encoder.width, examples)
    verdicts = torch.tensor([one.verdict for one in examples])

    def loss_of(rows: Sequence[int]) -> Tensor:
        vectors = encoder([PREFIX + examples[row].text for row in rows])
        return cross_entropy(last(normalize(vectors, dim=-1), rows), verdicts[rows])

    descend(
        [{"params": encoder.learning()}, {"params": [*last.parameters()], "times": _TIMES}],
        by_length(
            [one.text for one in examples],
            size=recipe.size,
            count=recipe.steps,
            seed=recipe.seed,
        ),
        loss_of,
        rate=recipe.rate,
        count=recipe.steps,
        rising=60,
        report=report,
        decay=0.05,
    )
    encoder.write(out, NETWORK)
    np.savez(
        out / "model" / LAYER,
        weights=_SCALE * last.vector.weight.detach().numpy(),
        known=last.known.weight.detach().numpy(),
    )


class _Last(nn.Module):
    """The last layer: what the vector of a line adds to what is known of it without one."""

    def __init__(self, width: int, examples: Sequence[Example]) -> None:
        super().__init__()
        self._known = torch.from_numpy(odds([one.offered for one in examples]))
        verdicts = torch.tensor([one.verdict for one in examples])
        self.known = nn.Linear(self._known.shape[1], len(VERDICTS), bias=False)
        self.vector = nn.Linear(width, len(VERDICTS), bias=False)
        nn.init.zeros_(self.vector.weight)
        _fit(self.known, self._known, verdicts)

    def forward(self, vectors: Tensor, rows: Sequence[int]) -> Tensor:
        logits: Tensor = self.vector(_SCALE * vectors) + self.known(self._known[rows])
        return logits


def _fit(layer: nn.Linear, given: Tensor, verdicts: Tensor) -> None:
    """A logistic regression from what is *given* to the *verdicts*, little regularised."""
    optimizer = torch.optim.LBFGS(layer.parameters(), max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = cross_entropy(layer(given), verdicts) + 1e-4 * layer.weight.square().sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]

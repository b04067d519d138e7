"""From groups of wordings and a start model to the network as it ships.

Wordings of one thing are drawn together, those of all other groups in a batch pushed away (InfoNCE, van den
Oord et al. 2018), by all the numbers of a vector and by the first `WIDTH` alone (Kusupati et al. 2022);
an answer is drawn to what it answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize

from bot.dialogue.paraphrases import WIDTH
from bot.memory.embedded import PREFIX
from bot.training.encoder import Encoder, Report, descend
from bot.training.paraphrases.examples import Batch, Groups, batches

_ANSWER = "passage: "
"""What the start model was pretrained to see before what answers a query."""
_DROPOUT = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The choices of a run."""

    steps: int = 3000
    size: int = 64
    """Groups of a batch."""
    frozen: int = 4
    """Layers that stay as they were, counted from the words, which stay too."""
    rate: float = 1e-4
    """The highest learning rate; it rises over 50 steps and falls to zero."""
    temperature: float = 0.05
    answers: float = 0.5
    """Weight of the loss that draws answers to what they answer."""
    tokens: int = 40
    seed: int = 0


RECIPE = Recipe()


def train(
    start: Path,
    out: Path,
    kinds: Sequence[Groups],
    others: Sequence[str],
    recipe: Recipe,
    report: Report,
) -> None:
    """Train on the groups of *kinds*, with *others* as texts that are like none of them, and export.

    Leaves ``paraphrase.onnx`` with its words in ``model`` of *out*, and ``weights`` to start another run from.
    """
    torch.manual_seed(recipe.seed)
    network = _Network(start, recipe)
    descend(
        [{"params": network.encoder.learning()}],
        batches(kinds, others, size=recipe.size, steps=recipe.steps, seed=recipe.seed),
        network,
        rate=recipe.rate,
        count=recipe.steps,
        rising=50,
        report=report,
    )
    network.encoder.write(out, "paraphrase")


class _Network(nn.Module):
    """The encoder while it learns; what it returns is the loss of a batch."""

    def __init__(self, start: Path, recipe: Recipe) -> None:
        super().__init__()
        self._recipe = recipe
        self.encoder = Encoder(start, frozen=recipe.frozen, dropout=_DROPOUT, tokens=recipe.tokens)

    def forward(self, batch: Batch) -> Tensor:
        """The loss of *batch*."""
        count = len(batch.these)
        vectors = self._vectors([*batch.these, *batch.those, *batch.others], PREFIX)
        parts = vectors[:count], vectors[count : 2 * count], vectors[2 * count :]
        short = [normalize(part[:, :WIDTH], dim=-1) for part in parts]
        loss = (self._apart(*parts) + self._apart(*short)) / 2
        if batch.answers and self._recipe.answers:
            loss = loss + self._recipe.answers * self._answered(batch, parts[0])
        return loss

    def _apart(self, these: Tensor, those: Tensor, others: Tensor) -> Tensor:
        """How badly each text tells what says the same from all else, in both directions."""
        right = torch.arange(len(these))
        itself = 1e3 * torch.eye(len(these))
        losses = [
            cross_entropy(
                torch.cat([one @ two.T, one @ one.T - itself, one @ others.T], 1)
                / self._recipe.temperature,
                right,
            )
            for one, two in ((these, those), (those, these))
        ]
        return (losses[0] + losses[1]) / 2

    def _answered(self, batch: Batch, these: Tensor) -> Tensor:
        """How badly the answers find what they answer."""
        places = torch.tensor([place for place, _ in batch.answers])
        answers = self._vectors([text for _, text in batch.answers], _ANSWER)
        return cross_entropy(answers @ these.T / self._recipe.temperature, places)

    def _vectors(self, texts: Sequence[str], prefix: str) -> Tensor:
        return normalize(self.encoder([prefix + text for text in texts]), dim=-1)

"""An encoder in training that says what a text is by the mean of its tokens."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from transformers import AutoModel

from bot.training.export import export_embedding
from bot.training.network import mean
from bot.training.tokens import Tokens

_TOKENIZER = "tokenizer.json"


class Encoder(nn.Module):
    """The encoder in the folder *start*; its words and its lowest *frozen* layers learn nothing."""

    def __init__(self, start: Path, *, frozen: int, dropout: float, tokens: int) -> None:
        """*tokens*: those of a text that are read."""
        super().__init__()
        self._start = start
        self._tokens = Tokens(start / _TOKENIZER, longest=tokens)
        self.model: Any = AutoModel.from_pretrained(
            start, dtype=torch.float32, add_pooling_layer=False
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


def steps(optimizer: Optimizer, *, rate: float, count: int, rising: int) -> Iterator[int]:
    """The numbers from 1 to *count*, with the learning rate set for each.

    It rises to *rate* over the first *rising* and falls to zero; a group of weights may have ``times`` as much.
    """
    for step in range(1, count + 1):
        for group in optimizer.param_groups:
            now = min(1.0, step / rising) * (1 - (step - 1) / count)
            group["lr"] = rate * now * group.get("times", 1)
        yield step

"""The network in torch: one encoder, one linear head a label set."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import AutoModel

from bot.training.dataset import Dataset, Head


class EmotionNetwork(nn.Module):
    """A BERT-like encoder, mean pooling, and heads on the pooled vector.

    The word embeddings stay as they were pretrained: the little data that there is would only
    move the words it happens to hold.
    """

    def __init__(self, encoder: Any, heads: Sequence[Head], dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.encoder.embeddings.requires_grad_(False)
        self.width = int(self.encoder.config.hidden_size)
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.ModuleDict(
            {head.name: nn.Linear(self.width, len(head.labels)) for head in heads}
        )

    def embed(self, mask: Tensor, **texts: Tensor) -> Tensor:
        """The mean of the last layer over the tokens, (batch, width).

        *texts* are ``input_ids`` or, looked up already, ``inputs_embeds``.
        """
        return mean(self.encoder(attention_mask=mask, **texts).last_hidden_state, mask)

    def forward(self, ids: Tensor, mask: Tensor, head: str) -> Tensor:
        """The logits of one head, (batch, labels)."""
        logits: Tensor = self.heads[head](self.dropout(self.embed(mask, input_ids=ids)))
        return logits

    def start_at_priors(self, datasets: Iterable[Dataset]) -> None:
        """Let each head begin by saying how frequent its labels are."""
        for dataset in datasets:
            rate = torch.from_numpy(dataset.targets.mean(0)).clamp(1e-3, 1 - 1e-3)
            bias = self.heads[dataset.head.name].get_parameter("bias")
            with torch.no_grad():
                bias.copy_(torch.logit(rate))


def mean(states: Tensor, mask: Tensor) -> Tensor:
    """The mean of *states*, (batch, tokens, width), over the tokens that *mask* has."""
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1)


def load(
    start: Path, heads: Sequence[Head], *, layers: int, frozen: int = 0, dropout: float = 0.1
) -> tuple[EmotionNetwork, bool]:
    """The first *layers* of the encoder in *start*; whether its trained heads came along.

    The first *frozen* of them learn nothing.
    """
    encoder: Any = AutoModel.from_pretrained(start, dtype=torch.float32, add_pooling_layer=False)
    encoder.encoder.layer = encoder.encoder.layer[:layers]
    encoder.config.num_hidden_layers = len(encoder.encoder.layer)
    encoder.encoder.layer[:frozen].requires_grad_(False)
    network = EmotionNetwork(encoder, heads, dropout)
    trained = start / _HEADS
    if trained.is_file():
        _take(network.heads, load_file(trained))
    return network, trained.is_file()


def save(network: EmotionNetwork, folder: Path) -> None:
    """Keep the weights so that `load` can start from them."""
    network.encoder.save_pretrained(folder)
    save_file(network.heads.state_dict(), folder / _HEADS)


_HEADS = "heads.safetensors"


def _take(heads: nn.ModuleDict, weights: Mapping[str, Tensor]) -> None:
    own = heads.state_dict()
    fitting = {
        name: value
        for name, value in weights.items()
        if name in own and own[name].shape == value.shape
    }
    heads.load_state_dict(own | fitting)

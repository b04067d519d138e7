"""What training makes smaller."""

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from bot.training.finetuning.columns import Columns, Floats

_HEAVIEST = 10.0
"""A label's weight at most: of one that hardly any text has, little can be learned."""


class HeadsLoss:
    """The mean over texts of what each head got wrong; a head without a word of a text is silent.

    Cross-entropy where one label excludes another, else the mean binary cross-entropy of those
    labels that the text's data set speaks of.
    """

    def __init__(self, columns: Columns, targets: Floats | None = None) -> None:
        """*targets* are those of the training texts if rare labels shall weigh more."""
        self._columns = columns
        self._weights = {
            head.name: _weights(targets[:, part], exclusive=head.exclusive)
            for head, part in columns
            if targets is not None
        }

    def __call__(
        self, outputs: Any, labels: Tensor, num_items_in_batch: Tensor | int | None = None
    ) -> Tensor:
        """The loss of (texts, width) targets, NaN where nothing is said.

        The trainer gives the number of targets of the whole batch where this is a part of it.
        """
        logits = outputs.logits.float()
        losses = [
            self._head(head.name, logits[:, part], labels[:, part], exclusive=head.exclusive)
            for head, part in self._columns
        ]
        texts = num_items_in_batch / labels.shape[1] if num_items_in_batch else len(labels)
        return torch.stack(losses).sum() / texts

    def _head(self, name: str, logits: Tensor, labels: Tensor, *, exclusive: bool) -> Tensor:
        said = ~labels.isnan()
        mine = said.any(1)
        logits, labels, said = logits[mine], labels[mine].nan_to_num(), said[mine]
        if not len(labels):
            return logits.sum()
        weights = self._weights.get(name)
        weights = None if weights is None else weights.to(logits.device)
        if exclusive:
            logits = logits.masked_fill(~said, float("-inf"))
            return functional.cross_entropy(
                logits, labels.argmax(1), weight=weights, reduction="none"
            ).sum()
        each = functional.binary_cross_entropy_with_logits(
            logits, labels, pos_weight=weights, reduction="none"
        )
        return ((each * said).sum(1) / said.sum(1)).sum()


def _weights(targets: Floats, *, exclusive: bool) -> Tensor:
    """By label: how many times as frequent the average label is, or its absence."""
    known = torch.from_numpy(targets[~torch.from_numpy(targets).isnan().all(1).numpy()])
    share = known.nanmean(0).nan_to_num().clamp_min(1e-6)
    even = 1 / share.shape[0] if exclusive else 1 - share
    return (even / share).clamp(1 / _HEAVIEST, _HEAVIEST)

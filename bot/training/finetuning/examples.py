"""Texts as the network takes them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from torch.utils.data import Dataset as TorchDataset

from bot.training.dataset import Dataset
from bot.training.finetuning.columns import Columns


class Examples(TorchDataset[dict[str, Any]]):
    """Token numbers with full rows of targets, of one or several data sets behind each other."""

    def __init__(
        self, datasets: Sequence[Dataset], columns: Columns, tokenizer: Any, *, longest: int
    ) -> None:
        texts = [text for dataset in datasets for text in dataset.texts]
        self._encoded = tokenizer(texts, truncation=True, max_length=longest)
        self.targets = np.concatenate([columns.targets(dataset) for dataset in datasets])

    def __len__(self) -> int:
        return len(self.targets)

    def __getitem__(self, row: int) -> dict[str, Any]:
        features = {name: values[row] for name, values in self._encoded.items()}
        return {**features, "labels": self.targets[row]}

    @property
    def lengths(self) -> list[int]:
        """Tokens of each text."""
        return [len(ids) for ids in self._encoded["input_ids"]]

    def share_of(self, token: int) -> float:
        """How much of all tokens is *token*."""
        found: int = sum(ids.count(token) for ids in self._encoded["input_ids"])
        return found / max(1, sum(self.lengths))

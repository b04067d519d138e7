"""Texts to padded token numbers, with the very tokenizer that runs later."""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from bot.encoder.session import open_tokenizer


class Tokens:
    """Cuts, pads and numbers texts."""

    def __init__(self, file: Path, *, longest: int) -> None:
        self._tokenizer = open_tokenizer(file, longest)

    def __call__(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Token numbers and mask, each (texts, longest of these texts)."""
        encodings = self._tokenizer.encode_batch(list(texts))
        ids = torch.tensor([encoding.ids for encoding in encodings])
        mask = torch.tensor([encoding.attention_mask for encoding in encodings])
        return ids, mask

"""A small BERT with a tokenizer of whole words, made on the spot."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedModel, PreTrainedTokenizerFast

PLACES = 48
"""Tokens of the longest text."""
_MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def build(
    folder: Path,
    words: Sequence[str],
    *,
    kind: type[PreTrainedModel] = BertModel,
    **settings: Any,
) -> PreTrainedModel:
    """Write a random network of *kind*, with more *settings*, and its tokenizer to *folder*."""
    number = {word: place for place, word in enumerate((*_MARKS, *words))}
    plain = Tokenizer(models.WordPiece(number, unk_token="[UNK]"))
    plain.pre_tokenizer = pre_tokenizers.Whitespace()
    plain.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    marks = {f"{mark[1:-1].lower()}_token": mark for mark in _MARKS}
    PreTrainedTokenizerFast(tokenizer_object=plain, **marks).save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(number),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=PLACES,
        initializer_range=0.1,  # from the usual .02 so narrow a network takes longer to wake
        hidden_dropout_prob=0.02,
        attention_probs_dropout_prob=0.02,
        **settings,
    )
    network = kind(config)
    network.save_pretrained(folder)
    return network

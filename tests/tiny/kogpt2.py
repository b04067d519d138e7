"""A small GPT-2 with a tokenizer like KoGPT2's, made on the spot."""

from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import SentencePieceBPETokenizer
from transformers import GPT2Config, GPT2LMHeadModel

MARKS = ["</s>", "<usr>", "<pad>", "<sys>", "<unk>", "<mask>", "<d>", "</d>"]


def build(folder: Path, texts: Sequence[str], *, width: int = 32, places: int = 256) -> Path:
    """Write a random network and a tokenizer that knows *texts* to *folder*.

    Like the published model it has no ``tokenizer_config.json``.
    """
    folder.mkdir(parents=True)
    tokenizer = SentencePieceBPETokenizer(unk_token="<unk>", replacement="▁", add_prefix_space=True)
    tokenizer.train_from_iterator(
        [*texts, "012"],
        vocab_size=900,
        min_frequency=1,
        show_progress=False,
        special_tokens=[*MARKS, *(f"<unused{number}>" for number in range(100))],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(1)
    settings = GPT2Config(
        vocab_size=tokenizer.get_vocab_size(),
        n_positions=places,
        n_embd=width,
        n_layer=2,
        n_head=2,
        bos_token_id=0,
        eos_token_id=0,
        pad_token_id=2,
    )
    GPT2LMHeadModel(settings).save_pretrained(folder)
    return folder

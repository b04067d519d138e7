"""The language model that a run starts from, and what makes its tokens."""

from pathlib import Path
from typing import Any

import transformers

from bot.dialogue.kogpt2 import tokenizer as kogpt2_tokenizer
from bot.dialogue.local.layout import MARKS
from bot.training.finetuning.start import UNREADABLE
from config.errors import BadStart, NoTokenizer


def load_model(model: str) -> tuple[Any, Any]:
    """The network and the tokenizer of *model*, a name on the hub or a folder.

    A tokenizer that lacks the marks of the format learns them. Raises `BadStart`, `NoTokenizer`.
    """
    if model.startswith((".", "/")) and not Path(model).is_dir():
        raise BadStart(f"there is no folder {model}")
    transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        tokenizer = kogpt2_tokenizer(model)
    except UNREADABLE as error:
        raise NoTokenizer(f"the tokenizer of {model} cannot be loaded: {error}") from error
    try:
        network = transformers.AutoModelForCausalLM.from_pretrained(model, dtype="float32")
    except UNREADABLE as error:
        raise BadStart(f"{model} cannot be loaded as a language model: {error}") from error
    if tokenizer.add_tokens([mark for mark in MARKS if mark not in tokenizer.get_vocab()], True):
        network.resize_token_embeddings(len(tokenizer))
    return network, tokenizer

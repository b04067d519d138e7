"""The model that a run starts from, with its tokenizer."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import transformers
from safetensors import SafetensorError

from bot.emotion.tensorflow import refuse_tensorflow
from bot.training.finetuning.columns import Columns
from bot.training.finetuning.kobert import kobert_tokenizer
from config.errors import BadStart, NoTokenizer

UNREADABLE = (OSError, ValueError, RuntimeError, KeyError, SafetensorError)
"""What transformers raises for a model that is not there, broken, or not of text."""

_MOST_UNKNOWN = 0.3
"""Share of unknown tokens above which a tokenizer is not the model's, or not of the language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """An encoder with fresh heads, and what makes its tokens."""

    name: str
    network: Any
    tokenizer: Any
    longest: int
    """Tokens that it takes at most."""
    fresh: frozenset[str]
    """The names of those weights that nothing was learned in yet."""


def load_start(model: str, columns: Columns) -> Start:
    """*model*, a name on the hub or a folder, with heads for *columns*.

    Raises `BadStart` if it cannot be trained, `NoTokenizer` if nothing makes its tokens, and
    `TensorFlowOnly`.
    """
    if model.startswith((".", "/")) and not Path(model).is_dir():
        raise BadStart(f"there is no folder {model}")
    # transformers reports each new head as a missing weight; heads are what is trained here.
    transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    network, found = _network(model, columns)
    return Start(
        name=model,
        network=network,
        tokenizer=tokenizer_of(model, network.config),
        longest=longest(network.config),
        fresh=frozenset(found["missing_keys"]) | {name for name, *_ in found["mismatched_keys"]},
    )


def check_tokens(start: Start, unknown: float) -> None:
    """Refuse a tokenizer that knows too few of the words; *unknown* is that share of all tokens."""
    if unknown > _MOST_UNKNOWN:
        raise NoTokenizer(
            f"{unknown:.0%} of the tokens of these texts are unknown to the tokenizer of "
            f"{start.name}: it belongs to another model, or to another language"
        )


def _network(model: str, columns: Columns) -> tuple[Any, dict[str, Any]]:
    heads = columns.heads
    exclusive = len(heads) == 1 and heads[0].exclusive
    try:
        network, found = transformers.AutoModelForSequenceClassification.from_pretrained(
            model,
            num_labels=columns.width,
            id2label=dict(enumerate(columns.names)),
            label2id={name: number for number, name in enumerate(columns.names)},
            problem_type=f"{'single' if exclusive else 'multi'}_label_classification",
            ignore_mismatched_sizes=True,
            output_loading_info=True,
            dtype="float32",
        )
    except UNREADABLE as error:
        refuse_tensorflow(model)
        if "Unrecognized configuration class" in str(error):
            raise BadStart(f"{model} is no model of text that could be a classifier") from error
        raise BadStart(f"{model} cannot be loaded: {error}") from error
    return network, found


def tokenizer_of(model: str, settings: Any) -> Any:
    """What makes the tokens of the network with these *settings*; raises `NoTokenizer`."""
    try:
        tokenizer = kobert_tokenizer(model, settings) or transformers.AutoTokenizer.from_pretrained(
            model
        )
    except UNREADABLE as error:
        raise NoTokenizer(f"the tokenizer of {model} cannot be loaded: {error}") from error
    special = len(set(tokenizer.all_special_ids))
    # Without any file of a tokenizer, transformers makes an empty one of the model's kind.
    if len(tokenizer) <= special:
        raise NoTokenizer(
            f"{model} has no tokenizer: tokenizer.json or vocab.txt belongs beside it"
        )
    if max(tokenizer.get_vocab().values()) >= settings.vocab_size:
        raise NoTokenizer(
            f"the tokenizer of {model} has more tokens than the model ({settings.vocab_size})"
        )
    if tokenizer.pad_token_id is None:
        raise NoTokenizer(f"the tokenizer of {model} has no token for padding")
    return tokenizer


def longest(settings: Any) -> int:
    """How many tokens the network with these *settings* takes."""
    places = int(getattr(settings, "max_position_embeddings", 512) or 512)
    # RoBERTa counts its places from behind the padding token.
    offset = settings.pad_token_id + 1 if "roberta" in settings.model_type else 0
    return places - offset

"""A trained classifier in torch, to measure or export it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from bot.training.dataset import Head
from bot.training.device import device
from bot.training.finetuning.columns import Columns, Floats, probabilities
from bot.training.finetuning.start import UNREADABLE, longest, tokenizer_of
from config.errors import BadStart

_BATCH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A network with its tokenizer and the meaning of its columns."""

    name: str
    network: Any
    tokenizer: Any
    columns: Columns
    longest: int
    """Tokens of a text that are read at most."""

    def logits(self, texts: Sequence[str]) -> Floats:
        """What every head says, (texts, columns)."""
        rows = [self._batch(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        return np.concatenate(rows)

    def probabilities(self, number: int, texts: Sequence[str]) -> Floats:
        """What the head of that *number* says, (texts, labels)."""
        one, part = list(self.columns)[number]
        return probabilities(one, self.logits(texts)[:, part])

    def _batch(self, texts: Sequence[str]) -> Floats:
        fed = self.tokenizer(
            list(texts), truncation=True, max_length=self.longest, padding=True, return_tensors="pt"
        )
        with torch.inference_mode():
            found = self.network(**fed.to(self.network.device)).logits.float()
        return np.asarray(found.cpu().numpy(), np.float32)


def load_trained(model: str) -> Trained:
    """*model*, a folder or a name on the hub, on the GPU if there is one.

    Raises `BadStart`, `NoTokenizer`, `TensorFlowOnly`.
    """
    import transformers

    from bot.emotion.tensorflow import refuse_tensorflow

    if model.startswith((".", "/")) and not Path(model).is_dir():
        raise BadStart(f"there is no folder {model}")
    transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        network, found = transformers.AutoModelForSequenceClassification.from_pretrained(
            model, dtype="float32", output_loading_info=True
        )
    except UNREADABLE as error:
        refuse_tensorflow(model)
        raise BadStart(f"{model} cannot be loaded: {error}") from error
    if found["missing_keys"]:
        raise BadStart(f"{model} is no trained classifier: it has no head")
    return Trained(
        name=model,
        network=network.eval().to(device()),
        tokenizer=tokenizer_of(model, network.config),
        columns=Columns(tuple(_heads(network.config.to_dict()))),
        longest=min(longest(network.config), 512),
    )


def _heads(settings: dict[str, Any]) -> Iterator[Head]:
    for head in settings.get("maum_heads") or []:
        yield Head(name=head["name"], labels=tuple(head["labels"]), exclusive=head["exclusive"])
    if not settings.get("maum_heads"):
        labels = tuple(str(settings["id2label"][number]) for number in sorted(settings["id2label"]))
        multi = settings.get("problem_type") == "multi_label_classification"
        yield Head(name="emotion", labels=labels, exclusive=len(labels) > 1 and not multi)

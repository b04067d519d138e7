"""The trained network as it ships: ONNX and a tokenizer, without torch."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.emotion.session import FAULTS, open_session, open_tokenizer
from config.errors import ConfigError, EmotionError

Floats = NDArray[np.float32]

_EXCERPT = 512
"""Characters of a text that are read. Of a longer one it is the first and the last half of
that many: people say how they are when they begin and when they end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """``model.json``: what the numbers mean that come out of the network."""

    heads: Mapping[str, tuple[str, ...]]
    """The labels of each head, in the order of its logits."""
    prefix: str
    tokens: int
    """Longer texts are cut."""
    temperature: float
    """What mood logits are divided by, so that their softmax is as sure as it is right."""


class Network:
    """A folder with ``model.onnx``, ``tokenizer.json`` and ``model.json``. Blocks; thread-safe."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        try:
            self.card = _card(json.loads((folder / "model.json").read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfigError(f"{folder} holds no emotion model: {error}") from error
        self._session = open_session(folder / "model.onnx", threads)
        self._tokenizer = open_tokenizer(folder / "tokenizer.json", self.card.tokens)
        self._outputs = [output.name for output in self._session.get_outputs()]

    def run(self, texts: Sequence[str]) -> dict[str, Floats]:
        """By head the logits, (texts, labels), and ``embedding``, (texts, width).

        Raises `EmotionError` if the network cannot read these texts.
        """
        encodings = self._tokenizer.encode_batch(
            [self.card.prefix + excerpt(text) for text in texts]
        )
        feeds = {
            "ids": np.array([encoding.ids for encoding in encodings], np.int64),
            "mask": np.array([encoding.attention_mask for encoding in encodings], np.int64),
        }
        try:
            found = self._session.run(self._outputs, feeds)
        except FAULTS as error:
            raise EmotionError("the emotion model failed on this text") from error
        return dict(zip(self._outputs, found, strict=True))


def excerpt(text: str) -> str:
    """The part of *text* that is read, without what no tokenizer takes (lone surrogates)."""
    if len(text) > _EXCERPT:
        text = f"{text[: _EXCERPT // 2]} {text[-_EXCERPT // 2 :]}"
    return text.encode("utf-8", "replace").decode("utf-8")


def _card(raw: Mapping[str, Any]) -> Card:
    return Card(
        heads={name: tuple(labels) for name, labels in raw["heads"].items()},
        prefix=str(raw["prefix"]),
        tokens=int(raw["tokens"]),
        temperature=float(raw["temperature"]),
    )

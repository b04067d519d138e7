"""The trained model as it ships: a network and n-gram heads beside it, without torch."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.emotion.ngrams import read_ngrams
from bot.encoder.session import FAULTS
from bot.encoder.tower import Tower
from bot.encoder.words import Words
from config.errors import ConfigError, EmotionError

Floats = NDArray[np.float32]

_EXCERPT = 512
"""Characters of a text that are read. Of a longer one it is the first and the last half of
that many, and of their tokens the network takes the first and the last again: people say how they
are when they begin and when they end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the numbers of one head mean."""

    labels: tuple[str, ...]
    """In the order of the logits."""
    network: float = 1.0
    """How much the network's logits count …"""
    ngrams: float = 0.0
    """… and the n-grams'. Their sum is as sure as it is right."""
    thresholds: tuple[float, ...] = ()
    """From which probability on a label is claimed; empty for a head that claims the best one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """``emotion.json``: how the files beside it are used."""

    heads: Mapping[str, Head]
    tokens: int
    """Longer texts lose their middle."""


class Network:
    """A folder with words, ``emotion.onnx``, ``ngrams.npz`` and ``emotion.json``.

    Texts of one run weigh on each other a little, as its eight-bit numbers are scaled by the
    largest of them. So what people write is read one by one: nobody's reading depends on who else
    is there. Blocks; thread-safe.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Raises `ConfigError`."""
        self.card = read_card(folder)
        self._words = Words(folder, longest=self.card.tokens, endings=True)
        self._tower = Tower(folder / "emotion.onnx", threads=threads)
        self._ngrams = read_ngrams(folder / "ngrams.npz")

    def run(self, texts: Sequence[str]) -> dict[str, Floats]:
        """By head the logits, (texts, labels).

        Raises `EmotionError` if the network cannot read these texts.
        """
        network, ngrams = self.voices(texts)
        return {
            name: head.network * network[name] + head.ngrams * ngrams.get(name, 0)
            for name, head in self.card.heads.items()
        }

    def voices(self, texts: Sequence[str]) -> tuple[dict[str, Floats], dict[str, Floats]]:
        """What the network and what the n-grams say before they are weighed; raises as `run`."""
        read = [excerpt(text) for text in texts]
        try:
            found = self._tower.run(self._words(read))
        except FAULTS as error:
            raise EmotionError("the emotion model failed on this text") from error
        return found, self._ngrams.run(read)

    def skim(self, texts: Sequence[str], head: str) -> Floats:
        """What the n-grams alone say for *head*, (texts, labels); takes a small part of the time."""
        read = [excerpt(text) for text in texts]
        return self.card.heads[head].ngrams * self._ngrams.logits(head, read)


def excerpt(text: str) -> str:
    """The part of *text* that is read."""
    if len(text) > _EXCERPT:
        text = f"{text[: _EXCERPT // 2]} {text[-_EXCERPT // 2 :]}"
    return text


def read_card(folder: Path) -> Card:
    """The card in *folder*; raises `ConfigError`."""
    try:
        raw = json.loads((folder / "emotion.json").read_text("utf-8"))
        return Card(
            heads={name: _head(head) for name, head in raw["heads"].items()},
            tokens=int(raw["tokens"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{folder} holds no emotion model: {error}") from error


def _head(raw: Mapping[str, Any]) -> Head:
    return Head(
        labels=tuple(raw["labels"]),
        network=float(raw["network"]),
        ngrams=float(raw["ngrams"]),
        thresholds=tuple(raw["thresholds"]),
    )

"""The guard's network: a small encoder that was taught to hear what a lexicon cannot list.

``guard.onnx`` stands on the words of `bot.encoder` and has a logit for each level above none ("at
least so grave") and for each kind. `bot.training.care` trains it and sets the bars of ``guard.json``.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.care.lexicon import Kind
from bot.care.opinion import Opinion, Passage
from bot.encoder.tower import Tower
from bot.encoder.words import Words
from bot.events import Level
from config.errors import ConfigError

Floats = NDArray[np.float32]

LEVELS = (Level.CONCERN, Level.EXPLICIT, Level.IMMINENT)
KINDS = tuple(Kind)
OUTPUT = "guard"
_NETWORK, _CARD = f"{OUTPUT}.onnx", f"{OUTPUT}.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """``guard.json``: how the network beside it is used."""

    tokens: int
    """Longer passages lose their middle."""
    bars: Mapping[Level, float]
    """The probability above which a level is believed."""


class Network:
    """A folder with words, ``guard.onnx`` and ``guard.json``. Blocks; thread-safe."""

    def __init__(self, folder: Path) -> None:
        """Raises `ConfigError`."""
        self.card = read_card(folder)
        self._words = Words(folder, longest=self.card.tokens, endings=True)
        self._tower = Tower(folder / _NETWORK)

    def read(self, passages: Sequence[Passage], /) -> Opinion | None:
        """The gravest of *passages*; None where all are harmless.

        Raises one of `bot.encoder.session.FAULTS`.
        """
        if not passages:
            return None
        found = np.stack([self.odds(passage) for passage in passages])
        for column, level in reversed(list(enumerate(LEVELS))):
            gravest = found[found[:, column].argmax()]
            if gravest[column] > self.card.bars[level]:
                return Opinion(level, KINDS[int(gravest[len(LEVELS) :].argmax())])
        return None

    def odds(self, passage: Passage, /) -> Floats:
        """The probabilities of `LEVELS` and `KINDS`: of each the least in all wordings of *passage*.

        Wordings are run one by one, as the eight-bit numbers of texts in one run weigh on each other.
        """
        rows = [self._tower.run(self._words([wording]))[OUTPUT][0] for wording in passage]
        return np.asarray(np.exp(-np.logaddexp(0, -np.stack(rows))).min(0), np.float32)


def shipped() -> Network:
    """maum's own network, warm; raises `ConfigError`."""
    network = Network(Path(str(files("bot.encoder") / "model")))
    network.odds(["안녕"])  # the first run allocates; nobody should wait for that
    return network


def write_card(card: Card, folder: Path) -> None:
    """Write ``guard.json``, which `read_card` reads."""
    bars = {str(level): math.ceil(bar * 1e4) / 1e4 for level, bar in card.bars.items()}
    text = json.dumps({"tokens": card.tokens, "bars": bars}, indent=1)
    (folder / _CARD).write_text(text + "\n", "utf-8")


def read_card(folder: Path) -> Card:
    """The card in *folder*; raises `ConfigError`."""
    try:
        raw = json.loads((folder / _CARD).read_text("utf-8"))
        bars = {level: float(raw["bars"][level]) for level in LEVELS}
        return Card(tokens=int(raw["tokens"]), bars=bars)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{folder} holds no network of the guard: {error}") from error

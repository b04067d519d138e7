"""From lines and a start model to the guard's network as it ships."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import numpy as np
import torch

from bot.care.guard import Guard
from bot.care.network import LEVELS, OUTPUT, Card, Floats, Network, write_card
from bot.emotion.embedded import sigmoid
from bot.events import Level
from bot.training import network as networks
from bot.training.batches import batched
from bot.training.care.examples import HEAD, Example, dataset, varied
from bot.training.export import export_heads, export_words
from bot.training.network import EmotionNetwork
from bot.training.recipe import Recipe
from bot.training.tokens import Tokens
from bot.training.trainer import Report, Trainer
from config.errors import EmotionError

RECIPE = Recipe(layers=12, frozen=6, epochs={HEAD.name: 4}, encoder_rate=1e-4, head_rate=1e-3)

_TOKENIZER = "tokenizer.json"
_RAISED = {Level.CONCERN: 1 / 200, Level.EXPLICIT: 1 / 600, Level.IMMINENT: 1 / 1500}
"""How many of those that set the bars the network may raise to a level or above."""
_NOTHING = np.zeros(len(HEAD.labels))
_COMPARED, _FARTHEST = 256, 0.1
_LEAST = 0.6
"""No level is believed that the network itself finds but little likelier than not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run learned from, and what came of it."""

    bars: Mapping[Level, float]
    lines: int
    everyday: int
    apart: int
    """Everyday texts that set the bars."""
    distance: float
    """Between the probabilities of the trained and of the exported network, on average."""


def train(
    start: Path,
    out: Path,
    known: Sequence[Example],
    calm: Sequence[str],
    apart: Sequence[str],
    recipe: Recipe,
    report: Report,
    stop: Event,
) -> Outcome:
    """Train on *known* and *calm* texts and export; go on where a killed run with this *out* stopped.

    *apart* are calm texts too; they are not learned from and set the bars. Leaves ``model`` in *out*,
    which `Network` reads, ``weights`` to start another run from, and the checkpoint. Raises
    `UsageError`, and `Stopped` soon after *stop* was set.
    """
    guard = Guard()
    # In one data set, so that every batch has both: batches of calm texts alone teach to say nothing.
    examples = [*varied(known, calm, seed=recipe.seed), *map(Example, calm)]
    data = dataset(examples, guard)
    out.mkdir(parents=True, exist_ok=True)
    trained = Trainer(start, [data], recipe).run(out / "checkpoint.pt", report, stop)
    networks.save(trained, out / "weights")
    shutil.copyfile(start / _TOKENIZER, out / "weights" / _TOKENIZER)
    shipped = ship(trained, start, out / "model", recipe)
    found = bars(shipped, guard, apart)
    write_card(Card(tokens=recipe.tokens, bars=found), out / "model")
    tokens = Tokens(start / _TOKENIZER, longest=recipe.tokens)
    return Outcome(
        bars=found,
        lines=len(known),
        everyday=len(calm),
        apart=len(apart),
        distance=distance(trained, shipped, tokens, data.texts),
    )


def ship(trained: EmotionNetwork, start: Path, folder: Path, recipe: Recipe) -> Network:
    """Export *trained* to *folder*, with bars that nothing passes yet; what was written, loaded."""
    folder.mkdir(parents=True, exist_ok=True)
    export_words(trained, start / _TOKENIZER, folder)
    export_heads(trained, [OUTPUT], folder / f"{OUTPUT}.onnx")
    write_card(Card(tokens=recipe.tokens, bars=dict.fromkeys(LEVELS, 1.0)), folder)
    return Network(folder)


def bars(network: Network, guard: Guard, calm: Sequence[str]) -> dict[Level, float]:
    """Above which probability a level is believed, so that few of *calm* are raised to it."""
    found = np.stack([_highest(network, guard, text) for text in calm])
    return {
        level: max(_LEAST, float(np.quantile(odds, 1 - _RAISED[level], method="higher")))
        for level, odds in zip(LEVELS, found.T[: len(LEVELS)], strict=True)
    }


def _highest(network: Network, guard: Guard, text: str) -> Floats:
    """Of each level and kind the highest probability that a passage of *text* has."""
    odds = [network.odds(passage) for passage in guard.passages(text)]
    return np.asarray(np.stack(odds).max(0) if odds else _NOTHING, np.float32)


def distance(
    trained: EmotionNetwork, shipped: Network, tokens: Tokens, texts: Sequence[str]
) -> float:
    """How far the shipped network's probabilities are from the trained one's, on average.

    Raises `EmotionError` where it is another network altogether.
    """
    # Shorter than what either cuts, as they do not cut alike.
    texts = [text for text in texts if len(text) < shipped.card.tokens - 4][:_COMPARED]
    with torch.inference_mode():
        wide = np.concatenate(
            [sigmoid(trained(*tokens(some), HEAD.name).numpy()) for some in batched(texts)]
        )
    small = np.stack([shipped.odds([text]) for text in texts])
    found = float(np.abs(wide - small).mean())
    if found > _FARTHEST:
        raise EmotionError("the exported network does not say what the trained one says")
    return found

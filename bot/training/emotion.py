"""``maum train emotion --embedded``: from corpora and a start model to the folder that ships."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import torch

from bot.emotion.embedded import sigmoid
from bot.emotion.network import Card, Head, Network
from bot.emotion.ngrams import write_ngrams
from bot.training import companion
from bot.training import network as networks
from bot.training.calibration import calibrated
from bot.training.card import model_card
from bot.training.dataset import Dataset
from bot.training.evaluation import Figures, evaluate
from bot.training.export import export_emotion, export_memory, export_words, write_card
from bot.training.finetuning.faults import told
from bot.training.material import Material, gather
from bot.training.network import EmotionNetwork
from bot.training.ngrams import fit
from bot.training.recipe import Recipe
from bot.training.tokens import Tokens
from bot.training.trainer import Report, Trainer
from config.errors import EmotionError

_READ_TOKENS = 96
"""Texts are cut later when they are read than when they are learned from. 128 reads no better."""

_TOKENIZER, _MEMORY = "tokenizer.json", "memory.onnx"


def train(
    data: Path, start: Path, out: Path, recipe: Recipe, report: Report, stop: Event | None = None
) -> Figures:
    """Train, export, calibrate and measure; go on where a killed run with this *out* stopped.

    Leaves in *out*: ``model``, which ``embedded:OUT/model`` reads, ``weights`` to start another
    run from, ``model-card.md``, ``figures.json`` and the checkpoint. Raises `UsageError`,
    `DiskFull`, `NoMemory`, and `Stopped` soon after *stop* was set.
    """
    with told():
        return _train(data, start, out, recipe, report, stop or Event())


def _train(
    data: Path, start: Path, out: Path, recipe: Recipe, report: Report, stop: Event
) -> Figures:
    material = gather(data, seed=recipe.seed)
    out.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(start, material.train, recipe)
    trained = trainer.run(out / "checkpoint.pt", report, stop)
    networks.save(trained, out / "weights")
    shipped = ship(trained, material, start, out / "model", recipe)
    shutil.copyfile(start / _TOKENIZER, out / "weights" / _TOKENIZER)
    shutil.copyfile(out / "model" / _MEMORY, out / "weights" / _MEMORY)
    figures = evaluate(out / "model", material)
    _write(out, figures, recipe, parity(trained, shipped, start / _TOKENIZER, material))
    return figures


def ship(
    trained: EmotionNetwork, material: Material, start: Path, folder: Path, recipe: Recipe
) -> Network:
    """Export *trained*, with n-grams beside it and calibrated; what was written, loaded."""
    folder.mkdir(parents=True, exist_ok=True)
    own = {data.name: data for data in material.train if data.name == data.head.name}
    export_words(trained, start / _TOKENIZER, folder)
    export_emotion(trained, list(own), folder)
    _ship_memory(start, folder)
    write_ngrams(
        {
            name: fit(data, bits=recipe.bits[name], penalty=recipe.penalty)
            for name, data in own.items()
        },
        folder / "ngrams.npz",
    )
    heads = {name: Head(labels=data.head.labels) for name, data in own.items()}
    card = Card(heads=heads, tokens=_READ_TOKENS)
    write_card(card, folder)
    write_card(replace(card, heads=_calibrated(Network(folder), material)), folder)
    return Network(folder)


def _calibrated(network: Network, material: Material) -> Mapping[str, Head]:
    apart = (*material.held_out, companion.dataset(material.calibrate))
    return {
        data.head.name: calibrated(network.card.heads[data.head.name], network, data)
        for data in apart
    }


def _ship_memory(start: Path, folder: Path) -> None:
    """The memory network is the start model itself; a trained start has it beside it."""
    if (start / _MEMORY).is_file():
        shutil.copyfile(start / _MEMORY, folder / _MEMORY)
    else:
        export_memory(start, folder)


def parity(trained: EmotionNetwork, shipped: Network, tokenizer: Path, material: Material) -> float:
    """How far the shipped network's probabilities are from the trained one's, on average.

    Raises `EmotionError` where it is another network altogether.
    """
    tokens = Tokens(tokenizer, longest=shipped.card.tokens)
    distances = [_distance(trained, shipped, tokens, data) for data in material.held_out]
    if max(distances) > 0.1:
        raise EmotionError("the exported network does not say what the trained one says")
    return float(np.mean(distances))


def _distance(trained: EmotionNetwork, shipped: Network, tokens: Tokens, data: Dataset) -> float:
    # Shorter than what either cuts, as they do not cut alike.
    texts = [text for text in data.texts if len(text) < shipped.card.tokens - 4][:64]
    name = data.head.name
    with torch.inference_mode():
        wide = sigmoid(trained(*tokens(texts), name).numpy())
    small = np.concatenate([shipped.voices([text])[0][name] for text in texts])
    return float(np.abs(wide - sigmoid(small)).mean())


def _write(out: Path, figures: Figures, recipe: Recipe, distance: float) -> None:
    size = sum(file.stat().st_size for file in (out / "model").iterdir())
    raw = figures.as_json() | {"parity": distance, "bytes": size, "recipe": recipe.as_json()}
    text = json.dumps(raw, ensure_ascii=False, indent=1)
    (out / "figures.json").write_text(text + "\n", "utf-8")
    card = model_card(figures, recipe, size=size, distance=distance)
    (out / "model-card.md").write_text(card, "utf-8")

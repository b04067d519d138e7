"""``maum train emotion``: from corpora and a start model to the folder that ships."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import torch

from bot.emotion.embedded import sigmoid
from bot.emotion.network import Card, Network
from bot.training import network as networks
from bot.training.calibration import temperature
from bot.training.card import model_card
from bot.training.evaluation import Figures, evaluate, probabilities
from bot.training.export import export, write_card
from bot.training.material import Material, gather
from bot.training.network import EmotionNetwork
from bot.training.recipe import Recipe
from bot.training.tokens import Tokens
from bot.training.trainer import Report, Trainer
from config.errors import EmotionError

_READ_TOKENS = 128
"""Texts are cut later when they are read than when they are learned from."""


def train(
    data: Path, start: Path, out: Path, recipe: Recipe, report: Report, stop: Event | None = None
) -> Figures:
    """Train, export, calibrate and measure; go on where a killed run with this *out* stopped.

    Leaves in *out*: ``model``, which ``embedded:OUT/model`` reads, ``weights`` to start another
    run from, ``model-card.md``, ``figures.json`` and the checkpoint. Raises `UsageError`, and
    `Stopped` soon after *stop* was set.
    """
    material = gather(data, seed=recipe.seed)
    out.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(start, material.train, recipe)
    trained = trainer.run(out / "checkpoint.pt", report, stop or Event())
    tokenizer = start / "tokenizer.json"
    networks.save(trained, out / "weights")
    shutil.copyfile(tokenizer, out / "weights" / "tokenizer.json")
    shipped = ship(trained, material, tokenizer, out / "model", recipe)
    figures = evaluate(shipped, material)
    _write(out, figures, recipe, parity(trained, shipped, tokenizer, material))
    return figures


def ship(
    trained: EmotionNetwork, material: Material, tokenizer: Path, folder: Path, recipe: Recipe
) -> Network:
    """Export *trained* to *folder*, calibrated; what was written, loaded."""
    heads = {dataset.head.name: dataset.head.labels for dataset in material.train}
    card = Card(heads=heads, prefix=recipe.prefix, tokens=_READ_TOKENS, temperature=1.0)
    export(trained, card, tokenizer, folder)
    heat = temperature(Network(folder), material.calibrate)
    write_card(replace(card, temperature=heat), folder)
    return Network(folder)


def parity(trained: EmotionNetwork, shipped: Network, tokenizer: Path, material: Material) -> float:
    """How far the shipped probabilities are from the trained ones, on average.

    Raises `EmotionError` where it is another network altogether.
    """
    tokens = Tokens(tokenizer, longest=shipped.card.tokens, prefix=shipped.card.prefix)
    distances = []
    for dataset in material.held_out:
        texts = dataset.texts[:64]
        with torch.inference_mode():
            wide = sigmoid(trained(*tokens(texts), dataset.head.name).numpy())
        distances.append(np.abs(wide - probabilities(shipped, texts, dataset.head.name)).mean())
    if max(distances) > 0.1:
        raise EmotionError("the exported network does not say what the trained one says")
    return float(np.mean(distances))


def _write(out: Path, figures: Figures, recipe: Recipe, distance: float) -> None:
    size = sum(file.stat().st_size for file in (out / "model").iterdir())
    raw = figures.as_json() | {"parity": distance, "bytes": size, "recipe": recipe.as_json()}
    text = json.dumps(raw, ensure_ascii=False, indent=1)
    (out / "figures.json").write_text(text + "\n", "utf-8")
    card = model_card(figures, recipe, size=size, distance=distance)
    (out / "model-card.md").write_text(card, "utf-8")

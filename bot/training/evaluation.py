"""Measures the network that ships, by the same code that a message goes through."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.emotion.embedded import scores, sigmoid
from bot.emotion.network import Floats, Network
from bot.emotion.reading import read
from bot.training.companion import Spoken
from bot.training.dataset import Dataset
from bot.training.likeness import spearman
from bot.training.material import Material
from bot.training.metrics import MultiLabel, accuracy, multi_label
from bot.training.thresholds import crossed_claims
from config.moods import Mood, mood_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured, on texts that nothing was learned from or chosen on."""

    kote: MultiLabel
    goemotions: MultiLabel
    polarity_accuracy: float
    polarity_texts: int
    mood_accuracy: dict[str, float]
    """By language."""
    mood_texts: dict[str, int]
    mood_recall: dict[str, float]
    """By mood, both languages together."""
    angry_daily: float
    """Share of everyday lines that were read as angry."""
    daily_texts: int
    memory_spearman: float
    """Rank correlation of the memory network's cosines with how alike people find two sentences."""
    memory_pairs: int

    def as_json(self) -> dict[str, Any]:
        """The figures in plain values."""
        return asdict(self)


def evaluate(folder: Path, material: Material) -> Figures:
    """Every figure of the model in *folder*; raises `ConfigError`."""
    network = Network(folder)
    held = {dataset.head.name: dataset for dataset in material.held_out}
    answers = moods(network, [line.text for line in material.test])
    daily = moods(network, material.daily)
    return Figures(
        kote=_multi_label(network, held["kote"]),
        goemotions=_multi_label(network, held["goemotions"]),
        polarity_accuracy=_polarity(network, held["polarity"]),
        polarity_texts=len(held["polarity"]),
        mood_accuracy=_by(material.test, answers, "language"),
        mood_texts=_counts(material.test),
        mood_recall=_by(material.test, answers, "mood"),
        angry_daily=daily.count(Mood.ANGRY) / max(1, len(daily)),
        daily_texts=len(daily),
        memory_spearman=spearman(folder, material.pairs),
        memory_pairs=len(material.pairs),
    )


def moods(network: Network, texts: Sequence[str]) -> list[Mood]:
    """The mood that maum would go by, for each text."""
    table = mood_table()
    rows = (logits(network, text) for text in texts)
    return [
        read(scores(network.card, text, row), table).mood
        for text, row in zip(texts, rows, strict=True)
    ]


def logits(network: Network, text: str) -> dict[str, Floats]:
    """By head what *network* says of *text* alone, as it does in use."""
    return {name: rows[0] for name, rows in network.run([text]).items()}


def probabilities(network: Network, texts: Sequence[str], head: str) -> Floats:
    """The sigmoid of one head's logits, (texts, labels)."""
    return sigmoid(np.array([logits(network, text)[head] for text in texts]))


def _multi_label(network: Network, dataset: Dataset) -> MultiLabel:
    odds = probabilities(network, dataset.texts, dataset.head.name)
    return multi_label(dataset.targets, odds, crossed_claims(dataset.targets, odds))


def _polarity(network: Network, dataset: Dataset) -> float:
    pleasant = probabilities(network, dataset.texts, "polarity") > 0.5
    return float((pleasant == (dataset.targets > 0.5)).mean())


def _by(lines: Sequence[Spoken], answers: Sequence[Mood], trait: str) -> dict[str, float]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for line, answer in zip(lines, answers, strict=True):
        groups.setdefault(str(getattr(line, trait)), []).append((line.mood, answer))
    return {
        name: accuracy([truth for truth, _ in pairs], [answer for _, answer in pairs])
        for name, pairs in groups.items()
    }


def _counts(lines: Sequence[Spoken]) -> dict[str, int]:
    languages = [line.language for line in lines]
    return {language: languages.count(language) for language in dict.fromkeys(languages)}

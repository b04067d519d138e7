"""The parity gate on networks of as many labels as KOTE and AI-Hub have, which know their texts."""

import shutil
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from bot.training.finetuning.export import export
from bot.training.finetuning.trained import load_trained

WORDS = (
    *(
        "좋아",
        "기뻐",
        "신나",
        "행복해",
        "화나",
        "짜증나",
        "싫어",
        "열받아",
        "무서워",
        "떨려",
        "겁나",
    ),
    *("불안해", "오늘", "정말", "너무", "나는", "그냥", "하루", "친구", "학교", "점심", "저녁"),
)
PAIRS = list(combinations(range(12), 2))[:58]
TEXTS = [f"{WORDS[one]} {WORDS[other]}" for one, other in PAIRS]


def each_its_own() -> torch.Tensor:
    """One of 58 labels a text."""
    return torch.arange(58)


def those_of_its_words() -> torch.Tensor:
    """Some of 44 labels a text: each word has two, and a text has two words."""
    targets = torch.zeros(len(PAIRS), 44)
    for row, pair in enumerate(PAIRS):
        targets[row, [*pair, *(22 + word for word in pair)]] = 1
    return targets


def teach(start: Path, out: Path, targets: torch.Tensor) -> None:
    """A network that has learnt *targets* by heart."""
    torch.manual_seed(0)
    kind = "single" if targets.ndim == 1 else "multi"
    labels = 58 if targets.ndim == 1 else 44
    network = AutoModelForSequenceClassification.from_pretrained(
        start, num_labels=labels, problem_type=f"{kind}_label_classification"
    )
    fed = AutoTokenizer.from_pretrained(start)(TEXTS, padding=True, return_tensors="pt")
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3)
    for _ in range(80):
        for rows in torch.randperm(58).split(12):
            chosen = {name: values[rows] for name, values in fed.items()}
            loss(network(**chosen).logits, targets[rows]).backward()
            optimizer.step()
            optimizer.zero_grad()
    network.save_pretrained(out)
    for file in start.glob("tokenizer*"):
        shutil.copy(file, out)


def loss(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    if targets.ndim == 1:
        return nn.functional.cross_entropy(logits, targets)
    wrong = nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction="sum")
    return wrong / len(targets)


@pytest.mark.parametrize("targets", [each_its_own(), those_of_its_words()], ids=["58", "44"])
def test_what_was_learnt_survives_the_shrinking(
    start: Path, targets: torch.Tensor, tmp_path: Path
) -> None:
    teach(start, tmp_path / "wide", targets)
    said = load_trained(str(tmp_path / "wide")).probabilities(0, TEXTS)
    right = (
        said.argmax(1) == targets.numpy() if targets.ndim == 1 else (said > 0.5) == targets.numpy()
    )
    assert np.mean(right) > 0.97
    parity = export(str(tmp_path / "wide"), tmp_path / "small", TEXTS)
    assert parity.mean < 0.01
    assert parity.agreement > 0.97

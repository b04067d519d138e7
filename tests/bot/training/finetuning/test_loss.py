"""The loss, against torch's own for one head."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import nn

from bot.training.dataset import Head
from bot.training.finetuning.columns import Columns
from bot.training.finetuning.loss import HeadsLoss

ONE = Head(name="one", labels=("a", "b", "c"), exclusive=True)
TWO = Head(name="two", labels=("d", "e"))
NAN = float("nan")

LOGITS = torch.tensor([[2.0, -1.0, 0.5, 0.3, -2.0], [0.1, 0.2, -0.7, 1.5, 0.4]])


def outputs(logits: torch.Tensor) -> SimpleNamespace:
    return SimpleNamespace(logits=logits)


def test_one_head_is_torch_s_own_loss() -> None:
    labels = torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    loss = HeadsLoss(Columns((ONE,)))(outputs(LOGITS[:, :3]), labels)
    assert loss == nn.CrossEntropyLoss()(LOGITS[:, :3], torch.tensor([0, 2]))
    labels = torch.tensor([[1.0, 0.0], [1.0, 1.0]])
    loss = HeadsLoss(Columns((TWO,)))(outputs(LOGITS[:, 3:]), labels)
    assert loss == nn.BCEWithLogitsLoss()(LOGITS[:, 3:], labels)


def test_heads_learn_from_their_own_texts_alone() -> None:
    labels = torch.tensor([[0.0, 1.0, 0.0, NAN, NAN], [NAN, NAN, NAN, 1.0, NAN]])
    logits = LOGITS.clone().requires_grad_()
    loss = HeadsLoss(Columns((ONE, TWO)))(outputs(logits), labels)
    first = nn.CrossEntropyLoss()(LOGITS[:1, :3], torch.tensor([1]))
    second = nn.BCEWithLogitsLoss()(LOGITS[1:, 3:4], torch.ones(1, 1))
    assert loss.item() == pytest.approx(((first + second) / 2).item())
    loss.backward()
    assert logits.grad is not None
    assert (logits.grad != 0).tolist() == [[True] * 3 + [False] * 2, [False] * 3 + [True, False]]


def test_parts_of_a_batch_add_up_to_the_whole() -> None:
    labels = torch.tensor([[1.0, 0.0, 0.0, NAN, NAN], [NAN, NAN, NAN, 1.0, 0.0]])
    loss = HeadsLoss(Columns((ONE, TWO)))
    parts = [loss(outputs(LOGITS[row : row + 1]), labels[row : row + 1], 10) for row in (0, 1)]
    assert sum(parts).item() == pytest.approx(loss(outputs(LOGITS), labels).item())  # type: ignore[union-attr]


def test_rare_labels_weigh_more_up_to_a_bound() -> None:
    targets = np.eye(3, dtype=np.float32)[[0] * 98 + [1, 2]]
    loss = HeadsLoss(Columns((ONE,)), targets)
    logits = torch.zeros(1, 3)
    frequent, rare = (loss(outputs(logits), torch.eye(3)[row : row + 1]).item() for row in (0, 1))
    assert rare / frequent == pytest.approx(10 / (1 / 3 / 0.98), rel=1e-3)

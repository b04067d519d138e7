"""Choices that no run can follow."""

import pytest

from bot.training.finetuning.hyperparameters import Hyperparameters
from config.errors import UsageError


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("learning_rate", 0.0),
        ("learning_rate", float("nan")),
        ("batch", -1),
        ("epochs", 0),
        ("warm_up", 1.0),
        ("patience", -1),
        ("tokens", 2),
        ("accumulate", 3),
    ],
)
def test_it_is_told_which_choice_is_wrong(name: str, value: float) -> None:
    flag = "parts" if name == "accumulate" else f"--{name.replace('_', '-')}"
    with pytest.raises(UsageError, match=flag):
        Hyperparameters(**{name: value})  # type: ignore[arg-type]

"""A training run on disk: what a run that was killed needs to go on."""

from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.optim import Optimizer

from bot.training.recipe import Recipe
from config.errors import UsageError


class Checkpoint:
    """One file, replaced as a whole: a kill leaves the old one or the new one."""

    def __init__(self, path: Path, recipe: Recipe) -> None:
        self._path = path
        self._recipe = recipe.as_json()

    def save(self, step: int, network: nn.Module, optimizer: Optimizer) -> None:
        """Keep the run after *step* steps."""
        state = {
            "step": step,
            "recipe": self._recipe,
            "network": network.state_dict(),
            "optimizer": optimizer.state_dict(),
            "random": torch.get_rng_state(),
        }
        fresh = self._path.with_suffix(".new")
        torch.save(state, fresh)
        fresh.replace(self._path)

    def resume(self, network: nn.Module, optimizer: Optimizer) -> int:
        """Put the kept run back and return its step; 0 without one.

        Raises `UsageError` if the file belongs to a run with another recipe.
        """
        if not self._path.is_file():
            return 0
        state: dict[str, Any] = torch.load(self._path, weights_only=True)
        if state["recipe"] != self._recipe:
            raise UsageError(
                f"{self._path} belongs to a run with other choices; give another --out"
            )
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        return int(state["step"])

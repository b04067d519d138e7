"""One run of a sweep."""

from dataclasses import dataclass

from bot.training.finetuning.hyperparameters import Hyperparameters
from bot.training.finetuning.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What was chosen, and what came of it."""

    chosen: Hyperparameters
    outcome: Outcome | None
    failure: str = ""
    """The code of the error that it ended with."""

    @property
    def name(self) -> str:
        """Of its folder and its curve."""
        return f"lr-{self.chosen.learning_rate:g}-batch-{self.chosen.batch}"

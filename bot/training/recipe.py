"""What a training run is asked to do."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any

EPOCHS: Mapping[str, float] = MappingProxyType(
    {"kote": 4, "goemotions": 0.6, "polarity": 0.1, "one_mood": 0.6, "mood": 8}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The choices of a run. Two runs with equal recipes and data do the same steps."""

    layers: int = 6
    """How many layers of the start model are kept, counted from the words."""
    epochs: Mapping[str, float] = field(default_factory=lambda: dict(EPOCHS))
    """By data set: how often each text is seen."""
    batch: int = 32
    tokens: int = 64
    """Longer texts are cut."""
    prefix: str = "query: "
    """What the start model was pretrained to see before a text."""
    encoder_rate: float = 2e-4
    head_rate: float = 2e-3
    decay: float = 0.01
    dropout: float = 0.1
    """Of the pooled vector; the encoder has its own."""
    smoothing: float = 0.1
    """Share of certainty that an exclusive head is denied (label smoothing)."""
    warm_up: float = 0.1
    """Share of the steps in which the learning rate rises."""
    checkpoint_every: int = 100
    """Steps."""
    seed: int = 0
    bfloat16: bool = True

    def as_json(self) -> dict[str, Any]:
        """The recipe in plain values."""
        return asdict(self) | {"epochs": dict(self.epochs)}

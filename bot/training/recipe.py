"""What a training run is asked to do."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any

EPOCHS: Mapping[str, float] = MappingProxyType(
    {"kote": 5, "goemotions": 1.5, "polarity": 1, "one_mood": 1, "mood": 10}
)

BITS: Mapping[str, int] = MappingProxyType(
    {"kote": 15, "goemotions": 15, "polarity": 18, "mood": 16}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The choices of a run. Two runs with equal recipes and data do the same steps."""

    layers: int = 6
    """How many layers of the start model are kept, counted from the words."""
    frozen: int = 0
    """How many of these stay as they were pretrained, counted from the words."""
    epochs: Mapping[str, float] = field(default_factory=lambda: dict(EPOCHS))
    """By data set: how often each text is seen."""
    batch: int = 32
    tokens: int = 64
    """Longer texts are cut."""
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
    bits: Mapping[str, int] = field(default_factory=lambda: dict(BITS))
    """By head: its n-grams fall into two to this power buckets."""
    penalty: float = 0.3
    """Of the n-grams' weights (L2)."""
    seed: int = 0
    bfloat16: bool = True

    def as_json(self) -> dict[str, Any]:
        """The recipe in plain values."""
        return asdict(self) | {"epochs": dict(self.epochs), "bits": dict(self.bits)}

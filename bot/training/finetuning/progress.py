"""Where a run stands, for whoever watches it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A step that was done."""

    step: int
    steps: int
    epoch: float
    figures: Mapping[str, float] = field(default_factory=dict)
    """What was measured there: ``loss`` and ``rate`` of the training, ``dev_loss``, ``dev_f1``, …"""


Report = Callable[[Progress], None]


class Stopped(Exception):
    """The run was asked to stop; a checkpoint holds every step that it did."""

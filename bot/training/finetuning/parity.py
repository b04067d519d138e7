"""Whether an exported network says what the trained one says."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from bot.training.dataset import Head
from bot.training.finetuning.columns import Columns, Floats, probabilities
from bot.training.metrics import THRESHOLD
from config.errors import Unlike

Read = Callable[[Sequence[str]], Floats]
"""From texts to their logits, (texts, columns)."""

_MEAN, _AGREEMENT = 0.02, 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """How far two networks are apart, over all labels of all heads."""

    texts: int
    mean: float
    """Of the absolute differences of probabilities."""
    largest: float
    agreement: float
    """Share of the answers that are the same: the likeliest label, or a label's yes or no."""

    def check(self) -> None:
        """Raise `Unlike` with the figures if the networks are not the same for all practical use."""
        if not (self.mean <= _MEAN and self.agreement >= _AGREEMENT):
            raise Unlike(
                f"the exported network is not the trained one: probabilities differ by "
                f"{self.mean:.4f} on average (at most {_MEAN} is right) and by {self.largest:.3f} "
                f"at most, {self.agreement:.1%} of the answers are the same (at least "
                f"{_AGREEMENT:.0%} is right). --wide exports without shrinking"
            )

    def as_json(self) -> dict[str, Any]:
        """The figures in plain values."""
        return asdict(self)


def compare(trained: Read, exported: Read, columns: Columns, texts: Sequence[str]) -> Parity:
    """The parity of two networks on *texts*."""
    one, other = trained(texts), exported(texts)
    pairs = [
        (head, probabilities(head, one[:, part]), probabilities(head, other[:, part]))
        for head, part in columns
    ]
    gaps = np.concatenate([np.abs(a - b).ravel() for _, a, b in pairs])
    return Parity(
        texts=len(texts),
        mean=float(gaps.mean()),
        largest=float(gaps.max()),
        agreement=float(
            np.mean([(_said(head, a) == _said(head, b)).mean() for head, a, b in pairs])
        ),
    )


def _said(head: Head, shares: Floats) -> np.ndarray:
    return shares.argmax(1) if head.exclusive else shares >= THRESHOLD

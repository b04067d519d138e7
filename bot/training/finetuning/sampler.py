"""The order in which an epoch sees its texts."""

from collections.abc import Iterator, Sequence

import numpy as np
from torch.utils.data import Sampler

_WINDOW = 50
"""Batches among which texts are sorted by length, so that little of a batch is padding."""


class LengthGrouped(Sampler[int]):
    """Every text once, those of a batch of about one length, the batches in any order.

    The order depends on the seed and the epoch alone, so that a run that goes on in the middle
    of an epoch finds the rest of it.
    """

    def __init__(self, lengths: Sequence[int], batch: int, *, seed: int) -> None:
        self._lengths = np.asarray(lengths)
        self._batch = batch
        self._seed = seed
        self._epoch = 0

    def set_epoch(self, epoch: int) -> None:
        """Called by the trainer before each epoch."""
        self._epoch = epoch

    def __len__(self) -> int:
        return len(self._lengths)

    def __iter__(self) -> Iterator[int]:
        random = np.random.default_rng((self._seed, self._epoch))
        rows = random.permutation(len(self))
        windows = np.split(rows, range(self._batch * _WINDOW, len(rows), self._batch * _WINDOW))
        ordered = np.concatenate(
            [window[np.argsort(self._lengths[window], kind="stable")] for window in windows]
        )
        whole = len(ordered) // self._batch * self._batch
        batches = ordered[:whole].reshape(-1, self._batch)
        # The short batch stays last: a trainer cuts the rows into batches as they come.
        yield from batches[random.permutation(len(batches))].ravel().tolist()
        yield from ordered[whole:].tolist()

"""Conversations as a language model learns them: every answer, and no question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch.utils.data import Dataset as TorchDataset

from bot.dialogue.local.layout import Layout, Tokens
from bot.training.dialogue.talk import Talk

UNLEARNED = -100
"""The label of a token that torch's cross entropy leaves out."""


@dataclass(frozen=True, slots=True)
class Window:
    """A run of exchanges."""

    ids: list[int]
    labels: list[int]
    """The same numbers where something is learned, else `UNLEARNED`."""


class Examples(TorchDataset[dict[str, Any]]):
    """Windows over conversations; none has more than *longest* tokens or *turns* exchanges.

    An exchange is never cut apart. One that is too long by itself loses the end of its question,
    or, where that does not suffice, is left out.
    """

    def __init__(self, talks: Sequence[Talk], layout: Layout, *, longest: int, turns: int) -> None:
        self.windows = [
            window for talk in talks for window in _windows(talk, layout, longest, turns)
        ]

    def __len__(self) -> int:
        return len(self.windows)

    def __getitem__(self, row: int) -> dict[str, Any]:
        window = self.windows[row]
        return {"input_ids": window.ids, "labels": window.labels}

    @property
    def lengths(self) -> list[int]:
        """Tokens of each window."""
        return [len(window.ids) for window in self.windows]

    @property
    def learned(self) -> int:
        """Tokens that are learned."""
        return sum(label != UNLEARNED for window in self.windows for label in window.labels)


@dataclass(frozen=True, slots=True)
class Padded:
    """Makes a batch of windows; shorter ones are padded behind their end."""

    pad: int

    def __call__(self, rows: Sequence[dict[str, list[int]]]) -> dict[str, torch.Tensor]:
        longest = max(len(row["input_ids"]) for row in rows)

        def filled(name: str, by: int) -> torch.Tensor:
            return torch.tensor([row[name] + [by] * (longest - len(row[name])) for row in rows])

        ids, labels = filled("input_ids", self.pad), filled("labels", UNLEARNED)
        lengths = torch.tensor([len(row["input_ids"]) for row in rows])
        mask = (torch.arange(longest)[None] < lengths[:, None]).long()
        return {"input_ids": ids, "labels": labels, "attention_mask": mask}


def _windows(talk: Talk, layout: Layout, longest: int, turns: int) -> Iterator[Window]:
    kept: list[Tokens] = []
    for exchange in talk.exchanges:
        (one,) = layout.fitting([exchange], longest)
        if len(one) > longest:
            continue
        if kept and (len(kept) == turns or sum(map(len, kept)) + len(one) > longest):
            yield _window(kept)
            kept = []
        kept.append(one)
    if kept:
        yield _window(kept)


def _window(kept: Sequence[Tokens]) -> Window:
    ids = [token for one in kept for token in (*one.asked, *one.answered)]
    labels = [
        label
        for one in kept
        # <sys> is the first token of an answer, and nothing that the model has to say.
        for label in (*[UNLEARNED] * (len(one.asked) + 1), *one.answered[1:])
    ]
    return Window(ids, labels)

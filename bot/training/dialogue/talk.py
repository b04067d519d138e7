"""Conversations that a model learns to answer from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.dialogue.local.layout import Exchange
from config.errors import BadDataset, UsageError


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation: questions with their answers, oldest first."""

    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """A data set of conversations, cleaned."""

    name: str
    talks: tuple[Talk, ...]
    read: int
    """Conversations that were found."""
    empty: int
    """Without a question, or without an answer to it."""
    copies: int

    def summary(self) -> str:
        """One line for the person who asked."""
        exchanges = sum(len(talk.exchanges) for talk in self.talks)
        return (
            f"{self.name}: {len(self.talks):,} of {self.read:,} conversations kept with "
            f"{exchanges:,} answers; dropped: {self.empty:,} empty, {self.copies:,} copies"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What is learned from, what chooses, and what measures."""

    train: tuple[Talk, ...]
    dev: tuple[Talk, ...]
    test: tuple[Talk, ...]


def clean(name: str, found: Iterable[Sequence[Exchange]]) -> Talks:
    """*found* without what is empty or there already; raises `BadDataset` if nothing is left."""
    read = empty = copies = 0
    kept: dict[Talk, None] = {}
    for exchanges in found:
        read += 1
        whole = tuple(one for one in exchanges if one.question.strip() and one.answer.strip())
        talk = Talk(whole)
        if not whole:
            empty += 1
        elif talk in kept:
            copies += 1
        else:
            kept[talk] = None
    if not kept:
        raise BadDataset(f"{name} has no conversation with a question and an answer")
    return Talks(name=name, talks=tuple(kept), read=read, empty=empty, copies=copies)


def split(talks: Talks, *, seed: int, shares: Sequence[float]) -> Parts:
    """Three parts by *seed*, none of them empty; the same seed, the same parts.

    Conversations that begin with the same question stay together, so that no answer is measured
    whose question was learned. Raises `BadDataset` for fewer than three of them.
    """
    if len(shares) != 3 or min(shares) <= 0:
        raise UsageError("--split wants three shares above 0, such as 6:2:2")
    groups: dict[str, list[Talk]] = {}
    for talk in talks.talks:
        groups.setdefault(talk.exchanges[0].question, []).append(talk)
    names, count = list(groups), len(groups)
    if count < 3:
        raise BadDataset(
            f"{talks.name}: {count} conversations that begin differently; to learn, to choose and "
            "to measure it takes 3 at least"
        )
    order = np.random.default_rng(seed).permutation(count)
    ends = np.round(np.cumsum(shares) / sum(shares) * count).astype(int)
    first = np.clip(ends[0], 1, count - 2)
    second = np.clip(ends[1], first + 1, count - 1)
    train, dev, test = (
        tuple(talk for place in part for talk in groups[names[place]])
        for part in np.split(order, [first, second])
    )
    return Parts(train=train, dev=dev, test=test)

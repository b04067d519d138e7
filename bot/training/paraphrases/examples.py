"""What the network learns from: the wordings of one thing that maum's own lines have an answer to."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.dialogue.lines import LANGUAGES
from bot.dialogue.responses import responses
from bot.dialogue.utterances import utterances


@dataclass(frozen=True, slots=True)
class Group:
    """Two or more ways of saying one thing."""

    heard: tuple[str, ...]
    answer: str = ""
    """What is answered, if that fits nothing else."""


Groups = Sequence[Group]
"""Those that stand in one place: near neighbours are often alike and mean something else."""


def groups() -> Sequence[Groups]:
    """maum's own, by language: what responses are for, and what is heard in situations."""
    return [kind for language in LANGUAGES for kind in (_exact(language), _situations(language))]


def _exact(language: str) -> Groups:
    return [
        Group(one.heard, " ".join(part.text for part in (one.say, one.ask and one.ask.ask) if part))
        for one in responses(language)
    ]


def _situations(language: str) -> Groups:
    by_key = groupby(utterances(language), lambda one: (one.section, one.key))
    wordings = [tuple(one.text for one in some) for _, some in by_key]
    return [Group(heard) for heard in wordings if len(heard) > 1]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some groups, of each two wordings, and texts that are none of them."""

    these: Sequence[str]
    those: Sequence[str]
    """What says the same as each of *these*."""
    answers: Sequence[tuple[int, str]]
    """The place of a group, and its answer."""
    others: Sequence[str]


def batches(
    kinds: Sequence[Groups],
    others: Sequence[str],
    *,
    size: int,
    steps: int,
    seed: int,
) -> Iterator[Batch]:
    """*steps* batches of some *size* groups of one kind, half of them in runs of neighbours.

    Of *others*, everyday texts, a third as many a batch.
    """
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    weights = [len(kind) for kind in kinds]
    for _ in range(steps):
        (kind,) = chance.choices(kinds, weights)
        chosen = _chosen(kind, size, chance)
        pairs = [chance.sample(group.heard, 2) for group in chosen]
        answers = [(place, group.answer) for place, group in enumerate(chosen) if group.answer]
        yield Batch(
            these=[one for one, _ in pairs],
            those=[other for _, other in pairs],
            answers=chance.sample(answers, min(len(answers), size // 3)),
            others=chance.sample(others, min(len(others), size // 3)),
        )


_RUN = 8


def _chosen(kind: Groups, size: int, chance: random.Random) -> Groups:
    starts = [chance.randrange(max(1, len(kind) - _RUN)) for _ in range(size // 2 // _RUN)]
    near = {place for start in starts for place in range(start, min(start + _RUN, len(kind)))}
    rest = chance.sample(range(len(kind)), min(size, len(kind)))
    return [kind[place] for place in dict.fromkeys([*sorted(near), *rest])][:size]

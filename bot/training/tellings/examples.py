"""What the network learns from: messages with the kind of thing that they tell.

``<language>/messages.tsv`` has messages of written conversations, ``heldout.tsv`` those of others, which nothing
is learned from. Each is a line: the text, a tab, and one or two kinds, as they are called in
``bot/dialogue/kinds``. ``responses.tsv`` has the first wording of a response in the place of the text; its
kinds hold for all wordings.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from bot.dialogue.lines import LANGUAGES
from bot.dialogue.responses import responses

_FIRST = (0.65, 0.35)
"""How much the first of two kinds counts, and the second."""
_TIMES = 3
"""How often a message is seen for once that a wording is: it is what people say."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text, and what kind of thing it tells."""

    text: str
    kinds: tuple[str, ...]


def learned() -> Sequence[Example]:
    """Everything that is learned from, messages several times."""
    return [
        one
        for language in LANGUAGES
        for one in (*_TIMES * _read(language, "messages"), *_wordings(language))
    ]


def heldout(language: str) -> Sequence[Example]:
    """What is only measured on."""
    return _read(language, "heldout")


def targets(examples: Sequence[Example], kinds: Sequence[str]) -> NDArray[np.float32]:
    """(examples, kinds): how much of each kind a text is; a row adds up to one."""
    place = {kind: number for number, kind in enumerate(kinds)}
    found = np.zeros((len(examples), len(kinds)), np.float32)
    for row, one in zip(found, examples, strict=True):
        for kind, share in zip(one.kinds, _FIRST if len(one.kinds) > 1 else (1.0,), strict=True):
            row[place[kind]] += share
    return found


def _wordings(language: str) -> Iterator[Example]:
    kinds = {one.text: one.kinds for one in _read(language, "responses")}
    for response in responses(language):
        if told := kinds.get(response.heard[0]):
            yield from (Example(text, told) for text in response.heard)


def _read(language: str, name: str) -> list[Example]:
    file = files("bot.training.tellings") / language / f"{name}.tsv"
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines())
    return [Example(text, tuple(kinds.split())) for text, kinds in rows]

"""How far a message tells the same kind of thing as that which a response is to.

``kinds.npz`` holds of every response the likeliest kinds of what it is to, and how likely they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from bot.dialogue.responses import Response
from bot.dialogue.tellings import Likely, shipped
from bot.dialogue.utterances import Floats, digest

KINDS = "kinds.npz"
MOST = 5
"""Kinds of a response that are kept."""


@dataclass(frozen=True)
class Kinds:
    """The kinds of some responses."""

    keys: NDArray[np.str_]
    """All kinds, as the network told them apart when these were made."""
    digests: NDArray[np.uint64]
    """(responses): of the wordings of each."""
    kinds: NDArray[np.uint16]
    """(responses, `MOST`): places among *keys*."""
    shares: NDArray[np.uint8]
    """As *kinds*: the probability, 255 being one."""


class Agreement:
    """The kinds of *responses*, ready to be compared with.

    Raises `KeyError` if one has none, `ValueError` if they were made by another network than the one there is.
    """

    def __init__(self, responses: Sequence[Response]) -> None:
        known = known_kinds()
        if [*known.keys] != [*shipped().keys]:
            raise ValueError(f"{KINDS} is not of this network: python -m bench.heard --all")
        rows = {int(number): row for row, number in enumerate(known.digests)}
        own = [rows[number_of(one)] for one in responses]
        self._kinds = known.kinds[own]
        shares = known.shares[own].astype(np.float32)
        self._shares = shares / np.maximum(np.linalg.norm(shares, axis=1, keepdims=True), 1e-6)
        self._place = {key: place for place, key in enumerate(shipped().keys)}

    def of(self, likely: Likely) -> Floats:
        """(responses): the cosine of *likely*, of known kinds, and the kinds of each, from 0 to 1."""
        odds = np.zeros(len(self._place), np.float32)
        for key, share in likely.items():
            odds[self._place[key]] = share
        odds /= max(float(np.linalg.norm(odds)), 1e-6)
        return np.asarray((odds[self._kinds] * self._shares).sum(1), np.float32)


@cache
def known_kinds() -> Kinds:
    """Those that come with the responses."""
    with (
        (files("bot.dialogue") / KINDS).open("rb") as file,
        np.load(file, allow_pickle=False) as arrays,
    ):
        return Kinds(*(arrays[name] for name in ("keys", "digests", "kinds", "shares")))


def number_of(response: Response) -> int:
    """A number for the wordings of *response*."""
    return digest("\n".join(response.heard))


def pack(responses: Sequence[Response], shares: Floats) -> Kinds:
    """*shares*, (responses, kinds), as they are shipped."""
    best = np.argsort(-shares, axis=1, kind="stable")[:, :MOST]
    return Kinds(
        keys=np.array(shipped().keys),
        digests=np.array([number_of(one) for one in responses], np.uint64),
        kinds=best.astype(np.uint16),
        shares=np.round(255 * np.take_along_axis(shares, best, 1)).astype(np.uint8),
    )

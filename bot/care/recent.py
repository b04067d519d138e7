"""What was found in the latest texts, by their digests: nobody's words are held."""

from collections import OrderedDict
from hashlib import sha256
from typing import Generic, TypeVar

T = TypeVar("T")

_MOST = 64
"""A message is judged when it comes and when it is taken, alone and with those before it, and what
is kept of a conversation in danger is judged with it."""


class Recent(Generic[T]):
    """A small memory; thread-safe."""

    def __init__(self) -> None:
        self._found = OrderedDict[bytes, T]()

    def of(self, text: str, /) -> T | None:
        """What was kept for *text*, if that is not too long ago."""
        return self._found.get(_digest(text))

    def keep(self, text: str, found: T, /) -> T:
        """Remember *found* for *text*, and return it."""
        self._found[_digest(text)] = found
        if len(self._found) > _MOST:
            self._found.popitem(last=False)
        return found


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()

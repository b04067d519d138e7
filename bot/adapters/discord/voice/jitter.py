"""Frames of one stream in their order, as far as waiting for them makes sense.

Pure: no clock of its own. What comes too late, or twice, is left out; what never came is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

_PATIENCE = 0.06
"""Seconds that a frame waits for an earlier one."""
_QUEUED = 3
"""Frames that wait; then the one before them is given up."""
_BREAK = 25
"""Frames missing in a row from which it is no hole any more: half a second."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The next frame."""

    frame: bytes


@dataclass(frozen=True, slots=True)
class Hole:
    """A frame that never came."""

    after: bytes | None
    """The frame behind it, if that is here."""


@dataclass(frozen=True, slots=True)
class Break:
    """What follows has nothing to do with what was before."""


_STRAY = 250
"""Frames behind the rest that one may still come; further back is another count."""

Step: TypeAlias = Whole | Hole | Break


class Jitter:
    """Puts one stream in order. Not thread-safe; times are seconds on one clock."""

    def __init__(self) -> None:
        self._waiting: dict[int, tuple[bytes, float]] = {}
        self._next: int | None = None

    @property
    def due(self) -> float | None:
        """When to ask for `overdue`; None while nothing waits."""
        arrivals = [at for _, at in self._waiting.values()]
        return min(arrivals) + _PATIENCE if arrivals else None

    def wants(self, sequence: int) -> bool:
        """Whether that frame is of use: it is neither here already nor given up."""
        if self._next is None:
            return True
        ahead = _distance(self._next, sequence)
        return ahead < -_STRAY or (ahead >= 0 and sequence not in self._waiting)

    def push(self, sequence: int, frame: bytes, now: float) -> Iterator[Step]:
        """Take *frame*, which is wanted; what can be told now. To be read to the end."""
        if self._next is None:
            self._next = sequence
        if not 0 <= _distance(self._next, sequence) <= _BREAK:
            yield from self._drained()
            yield Break()
            self._next = sequence
        self._waiting[sequence] = frame, now
        yield from self._in_order()
        while len(self._waiting) >= _QUEUED:
            yield from self._skip()

    def overdue(self, now: float) -> Iterator[Step]:
        """What is told because it has waited long enough. To be read to the end."""
        while self.due is not None and self.due <= now:
            yield from self._skip()

    def _drained(self) -> Iterator[Step]:
        while self._waiting:
            yield from self._skip()

    def _skip(self) -> Iterator[Step]:
        """Give up the frames before the first one that waits."""
        assert self._next is not None, "a frame waits"
        while self._next not in self._waiting:
            after = (self._next + 1) % 65_536
            known = self._waiting.get(after)
            yield Hole(known[0] if known else None)
            self._next = after
        yield from self._in_order()

    def _in_order(self) -> Iterator[Step]:
        while self._next is not None and self._next in self._waiting:
            frame, _ = self._waiting.pop(self._next)
            self._next = (self._next + 1) % 65_536
            yield Whole(frame)


def _distance(start: int, end: int) -> int:
    """How far *end* is ahead of *start*, from −32768 to 32767."""
    return (end - start + 32_768) % 65_536 - 32_768

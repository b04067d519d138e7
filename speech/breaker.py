"""A circuit breaker: what keeps failing is left alone for a while."""

import time
from collections.abc import Callable


class Breaker:
    """Closed until *failures* in a row; then open for *rest* seconds of *clock*.

    After the rest it is half open: one caller may try. Success closes it, failure opens it anew,
    and who never reports back is followed by the next one after another rest.
    """

    def __init__(
        self,
        *,
        failures: int = 2,
        rest: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._rest, self._clock = failures, rest, clock
        self._failures = 0
        self._until = 0.0

    def allows(self) -> bool:
        """Whether the caller may try now; if so, it reports how it went."""
        if self._failures < self._most:
            return True
        if self._clock() < self._until:
            return False
        self._until = self._clock() + self._rest
        return True

    def succeeded(self) -> None:
        """Close."""
        self._failures = 0

    def failed(self) -> None:
        """Count a failure; open if there were enough of them."""
        self._failures += 1
        self._until = self._clock() + self._rest

"""Whether a call goes on, by how it looks from time to time. Pure."""

from enum import StrEnum

from config.errors import CallFailed, CallRefused

_PAUSE, _LONGEST_PAUSE = 0.5, 15.0
"""Seconds between the first two tries to enter anew, and between the last ones."""
_LONGEST_REST = 300.0
"""Seconds from one entrance to the next where nothing becomes better by it."""
_STEADY = 60.0
"""Seconds that a call has to hold for the next break to be another one."""
_REFUSALS = 3
"""Refusals in a row that are believed: one server may be newer than the next."""
_OUTAGE = 1800.0
"""Seconds after which a call that cannot be entered is given up: people have gone on without it."""


class Verdict(StrEnum):
    """What is to be done."""

    STAY = "stay"
    ENTER = "enter"
    """Enter anew, and tell by `Watchdog.entered` or `Watchdog.failed` what came of it."""
    LEAVE = "leave"
    """Nobody is there."""


class Watchdog:
    """Watches one call. All times are seconds on one clock."""

    def __init__(self, now: float, *, grace: float, patience: float) -> None:
        """*grace*: how long it may be alone. *patience*: how long a call may be broken before it is
        entered anew; discord.py mends most by itself."""
        self._grace, self._patience = grace, patience
        self._well = self._company = self._mended = now
        self._next, self._pause, self._rest = now, _PAUSE, _PAUSE
        self._refusals = 0

    def look(self, now: float, *, alone: bool, well: bool, dead: bool) -> Verdict:
        """The verdict on a call that is *well*, or broken, or so *dead* that nobody mends it."""
        if not alone:
            self._company = now
        elif now - self._company >= self._grace:
            return Verdict.LEAVE
        if well:
            self._well = now
            if now - self._mended >= _STEADY:
                self._rest = _PAUSE
        elif (dead or now - self._well >= self._patience) and now >= self._next:
            return Verdict.ENTER
        return Verdict.STAY

    def entered(self, now: float) -> None:
        """It was entered anew."""
        self._well = self._mended = now
        self._pause, self._refusals = _PAUSE, 0
        self._next, self._rest = now + self._rest, min(2 * self._rest, _LONGEST_REST)

    def failed(self, now: float, error: CallFailed) -> bool:
        """It could not be entered; whether it is to be given up."""
        self._refusals = self._refusals + 1 if isinstance(error, CallRefused) else 0
        self._next, self._pause = now + self._pause, min(2 * self._pause, _LONGEST_PAUSE)
        return self._refusals >= _REFUSALS or now - self._well >= _OUTAGE

"""How often a bot may write."""

import math
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

from servers.telegram.refusals import too_many_requests


@dataclass(frozen=True, slots=True)
class Rate:
    """At most *calls* in any *seconds*."""

    calls: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What Telegram tells bot authors: a message a second, 20 a minute in a group, 30 a second.

    It allows bursts whose size it does not tell, and says nothing of drafts; those two are chosen.
    None is no limit.
    """

    private: Rate | None = Rate(10, 10.0)
    group: Rate | None = Rate(20, 60.0)
    draft: Rate | None = Rate(20, 10.0)
    overall: Rate | None = Rate(30, 1.0)


UNLIMITED = Limits(private=None, group=None, draft=None, overall=None)


@dataclass(slots=True)
class Pace:
    """How often the bot wrote, and who has to wait."""

    clock: Callable[[], float]
    impatient: list[tuple[Hashable, float]] = field(default_factory=list)
    """Calls that came before ``retry_after`` was over: of what, and how many seconds early."""
    _calls: dict[Hashable, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _until: dict[Hashable, float] = field(default_factory=dict)

    def take(self, rates: Mapping[Hashable, Rate | None]) -> None:
        """Count one call under each key, or refuse it and count none."""
        now = self.clock()
        for key, rate in rates.items():
            self._check(key, rate, now)
        for key, rate in rates.items():
            if rate:
                self._calls[key].append(now)

    def stop(self, key: Hashable, seconds: float) -> None:
        """Refuse calls under *key* for *seconds*."""
        self._until[key] = self.clock() + seconds

    def _check(self, key: Hashable, rate: Rate | None, now: float) -> None:
        left = self._until.get(key, now) - now
        if left > 0:
            self.impatient.append((key, left))
            raise too_many_requests(math.ceil(left))
        if rate is None:
            return
        calls = self._calls[key]
        while calls and calls[0] <= now - rate.seconds:
            calls.popleft()
        if len(calls) >= rate.calls:
            wait = math.ceil(calls[0] + rate.seconds - now)
            self.stop(key, wait)
            raise too_many_requests(wait)

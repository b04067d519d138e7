"""Discord's ids: they grow, and tell when they were given."""

import time
from datetime import UTC, datetime

_EPOCH = 1_420_070_400_000
"""The first millisecond of 2015."""


class Snowflakes:
    """Gives ids, each above all before."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        now = (int(time.time() * 1000) - _EPOCH) << 22
        self._last = max(now, self._last + 1)
        return self._last


def moment(snowflake: int) -> str:
    """When *snowflake* was given, as Discord writes it."""
    return datetime.fromtimestamp(((snowflake >> 22) + _EPOCH) / 1000, UTC).isoformat()

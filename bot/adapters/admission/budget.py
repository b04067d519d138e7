"""What one person may use in a day."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.meter import Meter
from config.settings import BudgetSettings


class Limit(StrEnum):
    """What may be used up."""

    MESSAGES = "messages"
    AUDIO = "audio"
    TOKENS = "tokens"


class Budget:
    """Holds people to the limits of the settings, on all messengers together."""

    def __init__(self, meter: Meter, limits: BudgetSettings) -> None:
        self._meter = meter
        self._limits = limits

    def spend(self, who: str, *, seconds: float = 0.0) -> Limit | None:
        """Count a message of *who* with so much audio.

        The limit that forbids it, where one does: then it is not counted.
        """
        used, limits = self._meter.used(who), self._limits
        if limits.messages and used.messages >= limits.messages:
            return Limit.MESSAGES
        if limits.tokens and used.tokens >= limits.tokens:
            return Limit.TOKENS
        if seconds and limits.audio and used.seconds + seconds > limits.audio:
            return Limit.AUDIO
        self._meter.add(who, messages=1, seconds=seconds)
        return None


def hours_left() -> int:
    """Until the day is over, at least 1."""
    now = datetime.now(UTC)
    end = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1, round((end - now).total_seconds() / 3600))

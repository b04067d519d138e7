"""What one person may use in a day."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.ledger import Ledger
from config.settings import BudgetSettings


class Limit(StrEnum):
    """What may be used up."""

    MESSAGES = "messages"
    AUDIO = "audio"
    TOKENS = "tokens"


class Budget:
    """Holds people to the limits of the settings, on all messengers together."""

    def __init__(self, ledger: Ledger, limits: BudgetSettings) -> None:
        self._ledger = ledger
        self._limits = limits

    def spend(self, who: str, *, seconds: float = 0.0) -> Limit | None:
        """Count a message of *who* with so much audio.

        The limit that forbids it, where one does: then it is not counted.
        """
        used, limits = self._ledger.used(who), self._limits
        if limits.messages and used.messages >= limits.messages:
            return Limit.MESSAGES
        if limits.tokens and used.tokens >= limits.tokens:
            return Limit.TOKENS
        if seconds and limits.audio and used.seconds + seconds > limits.audio:
            return Limit.AUDIO
        self._ledger.add(who, messages=1, seconds=seconds)
        return None


def hours_left() -> int:
    """Until the day is over, at least 1."""
    now = datetime.now(UTC)
    end = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1, round((end - now).total_seconds() / 3600))

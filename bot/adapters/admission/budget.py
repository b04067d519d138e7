"""What one person may use in a day."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(slots=True)
class Budget:
    """Counts messages and seconds of audio of each person, from midnight UTC on.

    It counts in memory: a new start of the program is a new day.
    """

    messages: int
    """0 is no limit."""
    seconds: float
    """0 is no limit."""
    _day: str = ""
    _messages: Counter[int] = field(default_factory=Counter)
    _seconds: Counter[int] = field(default_factory=Counter)

    def spend(self, person: int, *, seconds: float = 0.0) -> bool:
        """Count a message of *person* with so much audio; false, and uncounted, if it is too much."""
        self._turn_page()
        if self.messages and self._messages[person] >= self.messages:
            return False
        if seconds and self.seconds and self._seconds[person] + seconds > self.seconds:
            return False
        self._messages[person] += 1
        self._seconds[person] += round(seconds)
        return True

    def hours_left(self) -> int:
        """Until the day is over, at least 1."""
        now = datetime.now(UTC)
        end = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return max(1, round((end - now).total_seconds() / 3600))

    def _turn_page(self) -> None:
        today = datetime.now(UTC).date().isoformat()
        if today != self._day:
            self._day = today
            self._messages.clear()
            self._seconds.clear()

"""How the companion behaves in calls."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How the companion behaves in a call."""

    language: str = "ko"
    """What it greets in."""
    grace: float = 60.0
    """Seconds alone after which it leaves."""
    follow_up: float = 15.0
    """Seconds for which whoever was answered need not name it."""
    captions: bool = False
    """Whether what is said goes into the channel's chat."""
    tick: float = 1.0
    """Seconds between two looks at how the call is doing."""
    patience: float = 15.0
    """Seconds that discord.py gets to mend a connection by itself."""

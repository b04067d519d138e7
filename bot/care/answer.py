"""What is said when the guard takes a turn: written by people, sent with every model down.

::

    Answers(country="KR", home=None).answer(judgement, "ko", earlier=0) -> str
"""

from pathlib import Path

from bot.care.guard import Judgement
from bot.events import Level


class Answers:
    """The texts and the helplines, read once; `answer` then does no I/O and cannot fail."""

    def __init__(self, *, country: str = "", home: Path | None = None) -> None:
        """*country* is the ISO code of where people are, if known; *home* is ``MAUM_HOME``,
        whose ``helplines.toml`` overrides the shipped numbers. Raises `ConfigError`."""
        self._country, self._home = country, home

    def answer(self, judgement: Judgement, language: str, /, *, earlier: int = 0) -> str:
        """The text for *judgement* in *language*; empty for `Level.NONE`.

        *earlier* counts the care turns this conversation has already had.
        """
        if judgement.level is Level.NONE:
            return ""
        if language == "ko":
            return "말해 줘서 고마워요. 지금 109(24시간)로 전화하면 사람과 이야기할 수 있어요. 혹시 죽고 싶다는 생각을 하고 있나요?"
        return "Thank you for telling me. In Korea 109 and in the US 988 answer at any hour. Are you thinking about killing yourself?"

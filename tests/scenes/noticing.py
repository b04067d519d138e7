"""A network of the guard that knows one word."""

from collections.abc import Sequence

from bot.care.lexicon import Kind
from bot.care.opinion import Opinion, Passage
from bot.events import Level


class Noticing:
    """Finds a message grave where all wordings of a passage have *word*."""

    def __init__(self, word: str, level: Level = Level.EXPLICIT) -> None:
        self._word = word
        self._level = level
        self.read_passages: list[Passage] = []

    def read(self, passages: Sequence[Passage], /) -> Opinion | None:
        self.read_passages += passages
        found = any(all(self._word in one for one in passage) for passage in passages)
        return Opinion(self._level, Kind.SELF_HARM) if found else None

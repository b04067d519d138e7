"""What a sentence says is to come, by the table of one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.memory.days import day_in, vague_time
from bot.memory.finding import Finding
from bot.memory.subjects import Pattern, Subjects
from bot.memory.wording import worded
from bot.protocols import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """How plans are told; the patterns are searched for in a sentence."""

    event: Pattern
    """Its group ``what`` is what it comes to."""
    before: Pattern
    """What must stand in front of the event …"""
    after: Pattern
    """… and behind it."""
    veto: Pattern
    """What is no plan, however much it looks like one."""
    filler: Pattern
    """A word at the beginning of the event that is no part of it."""
    owner: Pattern
    """Its group ``who`` is whose it is, if that is somebody of theirs; stands in front."""
    owned: str
    dated: str
    vague: str
    """The sentence where no day is named."""

    @classmethod
    def of(cls, raw: Mapping[str, str], compiled: Callable[[str], Pattern], /) -> Self:
        """Those of a table."""
        names = ("event", "before", "after", "veto", "filler", "owner")
        patterns = {name: compiled(raw.get(name, "")) for name in names}
        return cls(**patterns, owned=raw["owned"], dated=raw["dated"], vague=raw["vague"])

    def found_in(self, sentence: str, today: date, subjects: Subjects) -> Finding | None:
        """The plan in *sentence*, which was said *today*, if there is one with a time."""
        if self.veto.search(sentence) or subjects.is_of_others(sentence):
            return None
        if (what := self._event(sentence)) is None:
            return None
        if (day := day_in(sentence, today)) is not None:
            return Finding(Kind.PLAN, what, worded(self.dated, what=what, day=day), day)
        if (vague := vague_time(sentence)) is None:
            return None
        text = worded(self.vague, what=what, vague=vague, today=today)
        return Finding(Kind.PLAN, what, text)

    def _event(self, sentence: str) -> str | None:
        """What is to come, and whose it is."""
        front = self.before.search(sentence)
        found = front and self.event.search(sentence, front.end())
        if not found or not self.after.search(sentence, found.end()):
            return None
        what = found["what"]
        while (shorter := self.filler.sub("", what)) != what:
            what = shorter
        owner = self.owner.search(sentence, 0, found.start("what") + 1)
        return worded(self.owned, who=owner["who"], what=what) if owner else what

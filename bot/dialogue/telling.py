"""What is said to what a message tells: by its kind where that is plain, else by the air of the talk."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.dialogue.course import Course
from bot.dialogue.lines import UNPLEASANT, Situation
from bot.dialogue.reading import Reading
from bot.dialogue.tellings import Likely
from config.moods import Mood

PLAIN = 0.7
"""The probability from which a kind is believed …"""
_CONTRARY = 0.8
"""… and against what was told just before."""
_LENT = 0.5
"""How much of what was told just before goes for the air of the talk, …"""
_IN_THE_AIR = 0.6
"""… and the share of it that one kind of thing must have."""
_SHORT = {"ko": 10, "en": 18}  # letters of a message that may be but a detail of the one before
_LAUGHS = re.compile(r"ㅋㅋ|ㅎㅎ|\b(?:lo+l|lmf?ao|haha\w*)\b", re.IGNORECASE)
_OPPOSITE = {"good": "bad", "bad": "good"}


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What is told.

    Beside the kinds there are six airs, whose lines go with anything: ``bright`` and ``gentle`` for what is good
    and what is not, ``onward`` for what is still to be done, ``comic`` for what is told with a laugh, ``answering``
    for a question, and ``neutral``. After a danger nothing of this is said.
    """

    likely: Likely
    before: Likely
    """The same of what the person said before."""
    written: Mapping[str, Situation]
    """All kinds and airs, by key."""
    reading: Reading
    course: Course
    mood: Mood
    sober: bool
    """Whether nothing light may be said."""

    @cached_property
    def plain(self) -> Situation | None:
        """The kind that is told, if it is plain; a mere detail goes on with what it belongs to."""
        kind = self._kind(self.likely)
        letters = len(self.reading.words.replace(" ", ""))
        if kind and not kind.say and letters <= _SHORT[self.course.written.language]:
            kind = self._kind(self.before)
        return kind if kind and kind.say and self._fits(kind) else None

    @cached_property
    def air(self) -> Situation | None:
        """What goes with whatever is told; None after a danger, and where kinds are not known."""
        if not self.likely or self.course.is_shaken:
            return None
        if self.reading.asks:
            return self.written["answering"]
        if self.sober:
            return self.written["gentle"]
        shares = Counter[str]()
        for likely, weight in ((self.likely, 1.0), (self.before, _LENT)):
            for key, score in likely.items():
                if kind := self.written.get(key):
                    shares[kind.of] += round(1000 * score * weight)
        most = max((key for key in shares if key), key=lambda key: shares[key], default="neutral")
        air = most if shares[most] > _IN_THE_AIR * sum(shares.values()) else "neutral"
        if self.mood in UNPLEASANT and air != "onward":
            air = "gentle"
        laughs = bool(_LAUGHS.search(self.reading.text)) and self.mood not in UNPLEASANT
        if air in {"neutral", "gentle"} and laughs:
            air = "comic"
        return self.written[air]

    def _kind(self, likely: Likely) -> Situation | None:
        key = next((key for key, score in likely.items() if score >= PLAIN), "")
        return self.written.get(key)

    def _fits(self, kind: Situation) -> bool:
        """Whether what there is to say to *kind* goes with the rest."""
        if self.course.is_shaken or not kind.suits(self.mood):
            return False
        if self.sober and kind.feel != "bad":
            return False
        if self.reading.asks and not kind.answers:
            return False
        if kind.key == "greeting" and self.course.said:
            return False
        before = self._kind(self.before)
        contrary = before is not None and before.feel == _OPPOSITE.get(kind.feel, "-")
        return not contrary or self.likely.get(kind.key, 0) >= _CONTRARY

"""What is said to what a message tells: by its kind where that is plain, else by the air of the talk."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from bot.dialogue.course import Course
from bot.dialogue.lines import UNPLEASANT, Situation
from bot.dialogue.paraphrases import Paraphrase
from bot.dialogue.reading import Reading
from bot.dialogue.responses import Response
from bot.dialogue.tellings import Likely
from config.moods import Mood

_MAY = 0.12
"""The probability from which it is thought of a kind, …"""
_PLAIN = 0.7
"""… from which it is believed …"""
_CONTRARY = 0.8
"""… and against what was told just before."""
_KINDS, _LINES = 2, 1
"""Kinds of which something is offered, and how much of each."""
_CURIOUS = 0.45
"""How often what fits a whole kind is asked, for once that something more exact is."""
_LENT = 0.5
"""How much of what was told just before goes for the air of the talk, …"""
_IN_THE_AIR = 0.75
"""… and the share of it that one kind of thing must have."""
_LAUGHS = re.compile(r"ㅋㅋ|ㅎㅎ|\b(?:lo+l|lmf?ao|haha\w*)\b", re.IGNORECASE)
_EXCLAIMS = re.compile(r"[!！]{2}")
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
    read_mood: Mood
    """What the classifier read, whether or not words tell it."""
    sober: bool
    """Whether nothing light may be said."""

    def fits(self, key: str) -> bool:
        """Whether what there is to say to the kind *key* goes with the rest."""
        kind = self.written[key]
        if self.course.is_shaken or not kind.suits(self.mood):
            return False
        if self.sober and kind.feel != "bad":
            return False
        if self.reading.asks and not kind.answers:
            return False
        if kind.key == "greeting" and self.course.said:
            return False
        before = self.written.get(next(iter(self.before), ""))
        believed = next(iter(self.before.values()), 0.0) >= _PLAIN
        contrary = before is not None and before.feel == _OPPOSITE.get(kind.feel, "-")
        return not (believed and contrary) or self.likely.get(kind.key, 0) >= _CONTRARY

    @cached_property
    def air(self) -> Situation | None:
        """What goes with whatever is told; None after a danger, and where kinds are not known."""
        if not self.likely or self.course.is_shaken:
            return None
        if self.reading.asks:
            return self.written["answering"]
        if self.sober:
            return self.written["gentle"]
        if self.read_mood is Mood.JOY and _EXCLAIMS.search(self.reading.text):
            return self.written["bright"]
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


def offered(
    likely: Likely,
    before: Likely,
    written: Mapping[str, Situation],
    said: Sequence[str],
    chance: Random,
) -> Iterator[Paraphrase]:
    """Some lines of the kinds that a message may tell, none of them *said* already.

    A mere part of a story has none, and goes on with what it belongs to.
    """
    known = {key: share for key, share in likely.items() if key in written and share >= _MAY}
    if any(not written[key].say for key in known):
        earlier = {key: share for key, share in before.items() if share >= _PLAIN}
        known = {**earlier, **known}
    told = [(written[key], share) for key, share in known.items() if key in written]
    for kind, share in [one for one in told if one[0].say][:_KINDS]:
        lines = [line for line in kind.say if not any(map(line.said_in, said))]
        for line in chance.sample(lines, min(_LINES, len(lines))):
            ask = chance.choice(kind.ask) if kind.ask and chance.random() < _CURIOUS else None
            response = Response(heard=(), say=line, ask=ask)
            yield Paraphrase(response, heard="", score=share, kind=kind.key)

"""Which response is made, of those that a message may call for."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.dialogue.course import Course
from bot.dialogue.lines import HEAVY, Situation
from bot.dialogue.reading import Reading, asks
from bot.dialogue.reranking import Candidate
from bot.dialogue.responses import Response
from bot.dialogue.subject import lacks
from bot.dialogue.tense import is_over, supposes_past
from config.moods import Mood


class Bars(NamedTuple):
    """The grade from which something is said: to exactly what is told, and to a kind of thing."""

    exact: float
    kind: float


# By what readers found of lines for messages that nothing was written for: one more good reply is worth two more
# that are beside the point, where else there is but a sign of having heard.
SURE = {"ko": Bars(0.4, 0.55), "en": Bars(0.45, 0.55)}
"""Where it comes before what there is to say to a topic, by language, …"""
ANSWERS = Bars(0.6, 0.7)
"""… before what there is to say to whatever answers the question that was asked …"""
LIKELY = {"ko": Bars(0.3, 0.5), "en": Bars(0.42, 0.5)}
"""… and where there is nothing but that the message has arrived;"""
KEYWORDS = (0.5, 0.5, 0.42)
"""... and of a keyword, by its rank: in live talks a line on a thing was good more often than any other, one on a feeling or
a person seldom, for it sounds like a saying; …"""
ANY_KEYWORD = (0.25, 0.45, 0.3)
"""… and where there is nothing else at all;"""
_LESS, _OFTEN = 0.05, 2
"""how much less is enough after each of so many replies in a row that said no more than that;"""
_ACTS = 0.1
"""how much better it must be where there are lines for what the message does, like a greeting, …"""
_DIFFERS = 0.1
"""… where one asks, is over or is not so, and the other is not, …"""
_HEAVY = 0.15
"""… and where the person is sad, anxious or angry, and a light word goes further amiss."""
_GRAVE = 0.8
"""The least for what is exact where what is talked about is grave, and a light word would hurt."""
_PARTING, _PARTS = "bye", 0.2
"""... and where one takes leave: a good-bye to whoever stays sends them away."""
# Acts whose lines fit anything, or that tell something.
_VAGUE = frozenset({"asked", "unclear", "just", "intends", "hoping", "soso"})
# Acts that change how the conversation goes on, are answered by what was said in it, or want to know
# what the companion is, which is said in the same plain words to everybody.
_OWN_WORDS = frozenset({
    "stop", "change", "just_listen", "banmal", "jondaetmal", "back", "time", "name_told", "requested",
    "again", "about_me", "remembering", "my_name", "of_me", "privacy", "identity", "human", "feelings", "love",
    "abilities", "only_a_program", "medicine", "no_doctor", "opinion", "wording", "named", "recommends",
    "knowledge", "thanks",
})  # fmt: skip


def likely(course: Course) -> Bars:
    """The bars where there is nothing else to say: lower, the longer nothing was said."""
    exact, kind = LIKELY[course.written.language]
    less = _LESS * min(course.terse, _OFTEN)
    return Bars(exact - less, kind - less)


def fitting(
    candidates: Sequence[Candidate],
    bars: Bars,
    *,
    reading: Reading,
    course: Course,
    mood: Mood,
    sober: bool,
    ahead: bool,
    act: Situation | None,
    tells: Callable[[str], bool],
) -> Response | None:
    """The best of *candidates* above its bar that was not said already.

    None after a danger; *sober*: where nothing light may be said; *ahead*: what is talked about is yet
    to come, so that nothing is said as if it had been; *tells*: whether what goes with a kind of thing may be said.
    """
    if act is not None and act.key in _OWN_WORDS:
        return None
    if course.is_shaken:
        return None
    language = course.written.language
    more = _ACTS if act is not None and act.key not in _VAGUE else 0
    exact = max(bars.exact + more + (_HEAVY if mood in HEAVY else 0), _GRAVE if sober else 0)
    for one in candidates:
        say = one.response.say
        if one.rank:
            continue
        if (ahead and supposes_past(say.text, language)) or course.last_said(say):
            continue
        if one.kind:
            kind = bars.kind + more + (_PARTS if one.kind == _PARTING else 0)
            if one.grade >= kind and tells(one.kind):
                return one.response
        elif one.grade >= exact + _DIFFERS * sum(_differ(reading.text, one.heard, language)):
            return one.response
    return None


def keyed(
    candidates: Sequence[Candidate],
    bars: Sequence[float],
    *,
    course: Course,
    act: Situation | None,
    ahead: bool,
) -> Response | None:
    """The best of those *candidates* that but go with a keyword, from the bar of its rank on; as for `fitting`."""
    if course.is_shaken or (act is not None and act.key not in _VAGUE):
        return None
    language = course.written.language
    for one in candidates:
        say = one.response.say
        if not one.rank or one.grade < bars[one.rank - 1]:
            continue
        if not (ahead and supposes_past(say.text, language)) and not course.last_said(say):
            return one.response
    return None


def _differ(text: str, heard: str, language: str) -> Sequence[bool]:
    """In what *text* is another kind of sentence than *heard*."""
    return [
        asks(text) != asks(heard),
        is_over(text, language) != is_over(heard, language),
        lacks(text) != lacks(heard),
    ]

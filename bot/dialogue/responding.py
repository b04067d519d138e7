"""Which response is made, of those that a message may call for."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.dialogue.course import Course
from bot.dialogue.lines import Situation
from bot.dialogue.reading import Reading, asks
from bot.dialogue.reranking import Candidate
from bot.dialogue.responses import Response
from bot.dialogue.subject import lacks
from bot.dialogue.tense import is_over, supposes_past


class Bars(NamedTuple):
    """The grade from which something is said: to exactly what is told, and to a kind of thing."""

    exact: float
    kind: float


# By what readers found of the replies in conversations that nothing was written for.
SURE = {"ko": Bars(0.45, 0.45), "en": Bars(0.6, 0.5)}
"""Where it comes before what there is to say to a topic, by language …"""
LIKELY = {"ko": Bars(0.37, 0.35), "en": Bars(0.58, 0.4)}
"""… and where there is nothing but that the message has arrived;"""
_ACTS = 0.1
"""how much better it must be where there are lines for what the message does, like a greeting …"""
_DIFFERS = 0.1
"""… and where one asks, is over or is not so, and the other is not."""
_GRAVE = 0.8
"""The least for what is exact where what is talked about is grave, and a light word would hurt."""
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


def fitting(
    candidates: Sequence[Candidate],
    bars: Bars,
    *,
    reading: Reading,
    course: Course,
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
    exact = max(bars.exact + more, _GRAVE if sober else 0)
    for one in candidates:
        say = one.response.say
        if (ahead and supposes_past(say.text, language)) or course.last_said(say):
            continue
        if one.kind:
            if one.grade >= bars.kind + more and tells(one.kind):
                return one.response
        elif one.grade >= exact + _DIFFERS * sum(_differ(reading.text, one.heard, language)):
            return one.response
    return None


def _differ(text: str, heard: str, language: str) -> Sequence[bool]:
    """In what *text* is another kind of sentence than *heard*."""
    return [
        asks(text) != asks(heard),
        is_over(text, language) != is_over(heard, language),
        lacks(text) != lacks(heard),
    ]

"""Which response is made, of those that a message may call for."""

from collections.abc import Sequence

from bot.dialogue.course import Course
from bot.dialogue.lines import Situation
from bot.dialogue.paraphrases import Paraphrase
from bot.dialogue.reading import Reading, asks
from bot.dialogue.responses import Response
from bot.dialogue.subject import lacks
from bot.dialogue.tense import is_over, supposes_past

SURE = 0.55
"""How likely a response must be right to come before what there is to say to a topic …"""
LIKELY = {"ko": 0.42, "en": 0.5}
"""… and where there is nothing but that the message has arrived;"""
_ACTS = 0.15
"""how much likelier where there are lines for what the message does, like a greeting …"""
_DIFFERS = 0.1
"""… and where one asks, is over or is not so, and the other is not."""
_GRAVE = 0.85
"""The least where what is talked about is grave, and a light word would hurt."""
VAGUE = frozenset({"asked", "unclear", "just"})
"""Acts whose lines fit anything."""
# Acts that change how the conversation goes on, are answered by what was said in it, or want to know
# what the companion is, which is said in the same plain words to everybody.
_OWN_WORDS = frozenset({
    "stop", "change", "just_listen", "banmal", "jondaetmal", "back", "time", "name_told", "requested",
    "again", "about_me", "remembering", "my_name", "of_me", "privacy", "identity", "human", "feelings", "love",
    "abilities", "only_a_program", "medicine", "no_doctor", "opinion", "wording", "named", "recommends",
    "knowledge", "thanks",
})  # fmt: skip


def fitting(
    paraphrases: Sequence[Paraphrase],
    bar: float,
    *,
    reading: Reading,
    course: Course,
    sober: bool,
    ahead: bool,
    act: Situation | None,
) -> Response | None:
    """The likeliest of *paraphrases* above *bar* that was not answered already.

    None after a danger; *sober*: where nothing light may be said; *ahead*: what is talked about is yet
    to come, so that nothing is said as if it had been.
    """
    if act is not None and act.key in _OWN_WORDS:
        return None
    if course.is_shaken:
        return None
    language = course.written.language
    bar += _ACTS if act is not None and act.key not in VAGUE else 0
    bar = max(bar, _GRAVE) if sober else bar
    for one in paraphrases:
        if one.score < bar:
            break
        say, differs = one.response.say, sum(_differ(reading.text, one.heard, language))
        if ahead and supposes_past(say.text, language):
            continue
        if one.score >= bar + _DIFFERS * differs and not course.last_said(say):
            return one.response
    return None


def _differ(text: str, heard: str, language: str) -> Sequence[bool]:
    """In what *text* is another kind of sentence than *heard*."""
    return [
        asks(text) != asks(heard),
        is_over(text, language) != is_over(heard, language),
        lacks(text) != lacks(heard),
    ]

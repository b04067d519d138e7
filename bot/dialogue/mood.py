"""In which mood a message is meant where the conversation stands."""

import re

from bot.dialogue.bearing import Bearing
from bot.dialogue.course import Course
from bot.dialogue.feeling import turns_sour
from bot.dialogue.lines import PLEASANT, UNPLEASANT, Situation
from bot.dialogue.reading import Reading
from bot.dialogue.thread import Thread
from config.moods import Mood

_BARE = 8  # characters of an answer that has no mood of its own
_BRIGHT = re.compile(
    r"!|좋|행복|기뻐|기쁘|신나|다행|고마|\b(?:happy|glad|great|good|love\w*|yay|nice|thank\w*)\b",
    re.IGNORECASE,
)
_FUMES = re.compile(r"화나|화가|열받|열 받|빡|짜증|\b(?:angry|furious|mad|pissed)\b", re.IGNORECASE)
_LAUGHS = re.compile(r"ㅋ|ㅎㅎ|\b(?:lo+l|lmao|haha+)\b", re.IGNORECASE)


def mood_of(reading: Reading, /, *, course: Course, thread: Thread, act: Situation | None) -> Mood:
    """The mood of *reading*; a bare "yes" has that of what it answers.

    *course* is what was said before, *thread* what it is about now, *act* what the message does.
    """
    topic, mood = thread.topic, _told(reading, course, thread, act)
    if act and act.goes_on and mood is Mood.CALM:
        return _kept(reading, course, topic)
    if _is_in_jest(reading.text, mood):
        mood = Mood.CALM
    return mood if topic is None or act else _of_topic(mood, topic, reading, course)


def _told(reading: Reading, course: Course, thread: Thread, act: Situation | None) -> Mood:
    """The mood as the message tells it or, where it tells none, as what it belongs to does."""
    read, mood, topic = course.prompt.mood, reading.mood, course.thread.topic
    leaves = thread.topic is not topic and not act
    if mood is not Mood.CALM or topic is None or leaves:
        return mood
    bad = topic.feel == "bad" or (topic.ahead and read is Mood.ANXIOUS)
    borne = bad if read in UNPLEASANT else topic.feel == "good" and read in PLEASANT
    return read if borne else mood


def _kept(reading: Reading, course: Course, topic: Situation | None) -> Mood:
    """The mood of what goes on: a grave topic's own, or the last for what is but an answer."""
    if topic is not None and topic.weighs in UNPLEASANT:
        return topic.weighs
    bare = len(reading.words) <= _BARE and not reading.asks
    return course.mood if bare and course.mood else Mood.CALM


def _is_in_jest(text: str, mood: Mood) -> bool:
    """Whether *text* laughs *mood* away; one laughs about what is not funny, too."""
    if not _LAUGHS.search(text):
        return False
    return (mood is Mood.ANGRY and not _FUMES.search(text)) or (
        mood is Mood.JOY and turns_sour(text)
    )


def _of_topic(mood: Mood, topic: Situation, reading: Reading, course: Course) -> Mood:
    """*mood*, unless nobody is in it who tells that of *topic*."""
    sour = turns_sour(reading.text)
    if topic.weighs and mood in PLEASANT and sour:
        return topic.weighs
    named = course.written.topics.get(reading.topic or "")
    about = bool(named and named.kin & topic.kin) or bool(_LAUGHS.search(reading.text))
    if topic.feel == "bad" and mood in PLEASANT:
        if about:
            return course.mood if course.mood and course.mood not in PLEASANT else Mood.SAD
        return mood if _BRIGHT.search(reading.text) else Mood.CALM
    if topic.feel == "good" and mood in UNPLEASANT and not sour:
        return Mood.WARM if about or Bearing(reading, course.written).akin(topic) else Mood.CALM
    return mood

"""What a reply is about, and how far the message keeps to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.dialogue.bearing import AKIN, NAMED, NEAR, PLAINLY, SHORT, Bearing
from bot.dialogue.course import Course
from bot.dialogue.echo import last_clause
from bot.dialogue.lines import UNPLEASANT, Question, Script, Situation
from bot.dialogue.reading import Reading
from bot.dialogue.thread import Thread, is_of_them
from config.moods import Mood

_TOGETHER = re.compile(r"같이|함께|\b(?:with|together)\b", re.IGNORECASE)
# What somebody else said or does is not what the person lives through.
_RETOLD = re.compile(r"[가는은이] .*[가-힣](?<!그)(?<!원)(?:[대래])요?$|고 있더라고?요?$")
_STATES = {
    "ko": re.compile(r"[다요어아해네지야음함됨워와봐줘져돼래대든데려가니고셔쳐겨혀켜여]$"),
    "en": re.compile(
        r"^(?:i|we|he|she|they|it|my|our|the|his|her|their)\b|\b(?:is|was|are|were|am)\b"
    ),
}
_RICH = 8  # characters from which a message has more to it than the word that names a light topic
_WORD = 4  # characters that are but an answer, even as a sentence
_MENTIONED = 8  # characters up to which a message is about what it but mentions


@dataclass(frozen=True, kw_only=True)
class Focus:
    """What the message takes up, goes on with, or only touches."""

    reading: Reading
    course: Course
    thread: Thread
    """What it is about, the message included."""
    act: Situation | None
    mood: Mood

    @cached_property
    def topic(self) -> Situation | None:
        """What the reply is about, if it is about something that has lines."""
        topic = self.thread.topic
        if self._light and topic is not self._light:
            return self._light
        if topic is None or (topic is self.course.thread.topic and not self._goes_on):
            return None
        return topic if topic.suits(self.mood) else None

    @cached_property
    def ahead(self) -> bool:
        """Whether what is talked about is yet to come, so that nobody can ask how it was."""
        topic = self.topic
        if topic is not None and topic.feel == "bad":
            return False
        return self.thread.ahead if topic and topic is self.thread.topic else self.reading.ahead

    @property
    def is_new(self) -> bool:
        """Whether the topic is talked about for the first time."""
        return self.topic is not None and self.topic is not self.course.thread.topic

    @cached_property
    def on_topic(self) -> bool:
        """Whether the message has to do with what is talked about, so that more of that fits it."""
        topic, reading = self.topic, self.reading
        if topic is None or (self.is_new and self.by_the_way):
            return False
        if topic.aside == "mention" and len(reading.words) > _MENTIONED:
            return False
        if self._is_answer or (topic.aside != "light" and self.course.thread.names(reading)):
            return True
        if not topic.aside and self._bearing.goes_on(topic):
            return True
        kin = self._named is not None and self._named.kin & topic.kin
        if kin and (topic.aside != "light" or self._bearing.is_bare):
            return True
        grave = bool(topic.weighs) and self.mood in UNPLEASANT
        if grave and (self._bearing.is_bare or self._bearing.akin(topic, NEAR)):
            return True
        return self._bearing.akin(topic, NAMED if topic.aside == "light" else AKIN)

    @property
    def stays(self) -> bool:
        """Whether it is so much about the topic still that a remark on that cannot be amiss."""
        topic = self.topic
        if topic is None or self.ahead or topic.aside == "mention":
            return False
        if topic.weighs:
            return self._bearing.is_bare or self._bearing.akin(topic, NEAR)
        near, own = self.reading.near, {topic.key, topic.of}
        enough = NAMED if topic.aside == "light" else AKIN
        return any(score >= enough and key in own for key, score in near.items())

    @property
    def by_the_way(self) -> bool:
        """Whether the new topic is but a word in a message that tells more than that word."""
        topic, thread = self.topic, self.course.thread.topic
        if topic is None:
            return False
        if _RETOLD.search(self.reading.words) and not topic.weighs:
            return True
        told = self._bearing.akin(topic, PLAINLY) and not self._bearing.is_led_up_to(topic)
        light = topic.aside == "light" and not told
        if light and (self.wonders or self._bearing.is_led_up_to(topic)):
            return True
        vague = bool(topic.aside) or not self.reading.sure
        free = thread is None or bool(thread.aside)
        short = len(self.reading.words) <= _RICH and (free or self._bearing.akin(topic, NAMED))
        return vague and not short and not self._bearing.is_plainly(topic)

    @cached_property
    def wonders(self) -> Sequence[Question]:
        """What the words of the message suggest to ask, those of its last clause."""
        reading, wonder = self.reading, self._written.wonder
        others = reading.of_others or is_of_them(reading, self.course.thread)
        pool = wonder["lacks" if reading.lacks else "others" if others else "own"]
        told = last_clause(reading.text)
        return [one for one in pool.ask if one.given and one.given.search(told)]

    @cached_property
    def _light(self) -> Situation | None:
        """A light thing in between, which is answered although the thread goes on."""
        named = self._named
        passing = named is not None and named.aside == "light" and self._displaces
        return named if passing and not self._belongs else None

    @property
    def _belongs(self) -> bool:
        """Whether a light thing is part of what is talked about: it has to do with somebody in it."""
        thread = self.course.thread
        if thread.topic is None or thread.topic.aside == "light":
            return False
        held = bool(thread.topic.weighs) and self.thread.topic is thread.topic
        somebody = "who" in self.reading.slots or _TOGETHER.search(self.reading.text)
        return held or thread.names(self.reading) or bool(somebody)

    @property
    def _displaces(self) -> bool:
        return self.reading.sure or self.course.thread.topic is None

    @property
    def _goes_on(self) -> bool:
        """Whether a message that may belong to the topic does: it answers, is short, or names it."""
        if self.reading.topic is not None:
            return True
        topic = self.course.thread.topic
        if topic is not None and topic.aside == "light":
            return self.course.answered(topic.questions) is not None
        if self.act:
            return True
        return self.course.asked > 0 or len(self.reading.words) <= SHORT

    @property
    def _is_answer(self) -> bool:
        """Whether the message can be but an answer to what was asked: no statement of its own."""
        words = self.reading.words
        states = len(words) > _WORD and _STATES[self._written.language].search(words)
        short = len(words) <= SHORT and not states
        return self.course.asked > 0 and (short or bool(self.reading.answer))

    @property
    def _named(self) -> Situation | None:
        return self._written.topics.get(self.reading.topic or "")

    @property
    def _written(self) -> Script:
        return self.course.written

    @cached_property
    def _bearing(self) -> Bearing:
        return Bearing(self.reading, self._written)

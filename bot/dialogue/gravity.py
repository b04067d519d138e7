"""How grave it is what a person tells, and whether what was grave is over."""

from dataclasses import dataclass

from bot.dialogue.course import Course
from bot.dialogue.feeling import bears_out, turns_sour
from bot.dialogue.lines import UNPLEASANT, Situation
from bot.dialogue.reading import Reading
from bot.dialogue.thread import Thread
from bot.events import Level
from config.moods import Mood

_SOBERING = frozenset(
    {"bullied", "cheated", "panic", "mentalhealth", "depressed", "eating_disorder"}
)
_LEFT_BEHIND = 2  # messages of other things after which a concern is let rest


@dataclass(frozen=True, kw_only=True)
class Gravity:
    """What the message weighs, and the danger that there is or was."""

    reading: Reading
    course: Course
    thread: Thread
    """What it is about, the message included."""
    mood: Mood

    @property
    def is_worrying(self) -> bool:
        """Whether nothing but care fits: in danger, until it has eased, or a concern is left behind."""
        prompt = self.course.prompt
        if self.reading.act == "despair":
            return True
        if prompt.level is Level.NONE:
            return False
        rests = prompt.eased or self._is_left_behind
        return not rests or (self.is_heavy and not self.is_ordinary)

    @property
    def is_now(self) -> bool:
        """Whether the danger is there, as far as the last that was said of it tells."""
        prompt = self.course.prompt
        signs = [line.level for line in prompt.history if line.level is not Level.NONE]
        latest = signs[-1] if signs else prompt.level
        return prompt.level is latest is Level.IMMINENT

    @property
    def is_heavy(self) -> bool:
        """Whether the message itself weighs on somebody, whatever it is about."""
        topic, text = self._named, self.reading.text
        bad = topic is not None and (topic.feel == "bad" or bool(topic.weighs))
        told = any(bears_out(text, mood) for mood in (Mood.SAD, Mood.ANXIOUS))
        return not self._is_light and (bad or self._is_unpleasant or told or turns_sour(text))

    @property
    def is_ordinary(self) -> bool:
        """Whether it is about something of every day, which may be annoying but no grief."""
        topic = self._named
        if topic is None or topic.weighs or topic.aside == "feeling" or topic.key in _SOBERING:
            return False
        return Mood.SAD not in {self.mood, self.course.prompt.mood}

    @property
    def is_sober(self) -> bool:
        """Whether nothing light may be said: of what is grave or bad for long, or after danger."""
        if self.course.is_shaken:
            return True
        topics = [topic for topic in (self.thread.topic, self.course.thread.topic) if topic]
        return any(one.weighs in UNPLEASANT or one.key in _SOBERING for one in topics)

    @property
    def _named(self) -> Situation | None:
        return self.course.written.topics.get(self.reading.topic or "")

    @property
    def _is_unpleasant(self) -> bool:
        return bool(UNPLEASANT & {self.course.prompt.mood, self.mood, self.reading.mood})

    @property
    def _is_light(self) -> bool:
        topic = self._named
        if topic is None or topic.weighs or topic.feel == "bad" or self.reading.act == "despair":
            return False
        return not self._is_unpleasant

    @property
    def _is_left_behind(self) -> bool:
        """Whether there was no more than a concern, and that some messages ago."""
        prompt = self.course.prompt
        told = [line.level for line in prompt.history if line.speaker == "user"]
        lately = told[-_LEFT_BEHIND:]
        calm = len(told) > _LEFT_BEHIND and {*lately} == {Level.NONE}
        return prompt.level is Level.CONCERN and calm

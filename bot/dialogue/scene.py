"""Where a conversation stands when the reply is due."""

from dataclasses import dataclass
from functools import cached_property

from bot.dialogue.course import Course, Thread
from bot.dialogue.lines import Script, Situation
from bot.dialogue.reading import Reading, read
from bot.events import Level
from bot.protocols import Prompt
from config.moods import Mood

_SHORT = 16  # characters up to which an unclear message is taken to go on about the topic


@dataclass(frozen=True)
class Scene:
    """A message, what came before it, and what the conversation is about."""

    prompt: Prompt
    written: Script

    @cached_property
    def course(self) -> Course:
        return Course(self.prompt, self.written)

    @cached_property
    def reading(self) -> Reading:
        return read(self.prompt.message, language=self.written.language, mood=self.prompt.mood)

    @cached_property
    def worrying(self) -> bool:
        return self.prompt.level is not Level.NONE or self.reading.act == "despair"

    @cached_property
    def act(self) -> Situation | None:
        return self.written.acts.get(self.reading.act or "")

    @cached_property
    def mood(self) -> Mood:
        """The message's mood; a bare "yes" has that of what it answers."""
        before = self.course.mood
        return before if self.act and self.act.goes_on and before else self.prompt.mood

    @cached_property
    def _thread(self) -> Thread:
        return self.course.thread.after(self.reading, self.written)

    @cached_property
    def topic(self) -> Situation | None:
        """What the reply is about, if it is about something that has lines."""
        topic = self._thread.topic
        if self._light and topic is not self._light:
            return self._light
        if topic is None or (topic is self.course.thread.topic and not self._goes_on):
            return None
        return topic if topic.suits(self.mood) else None

    @property
    def is_new(self) -> bool:
        """Whether the topic is talked about for the first time."""
        return self.topic is not None and self.topic is not self.course.thread.topic

    @cached_property
    def slots(self) -> dict[str, str]:
        """What may stand in a line."""
        name = self.prompt.persona.name[self.written.language]
        topic = self.topic or self.course.thread.topic
        kept = self._thread.slots if self.topic else {}
        return {"name": name, **self.reading.slots, **kept, "topic": topic.about if topic else ""}

    @cached_property
    def _light(self) -> Situation | None:
        """A light thing in between, which is answered although the thread goes on."""
        named = self.written.topics.get(self.reading.topic or "")
        passing = named is not None and named.aside == "light"
        return named if passing and not self.course.thread.names(self.reading) else None

    @property
    def _goes_on(self) -> bool:
        """Whether a message that may belong to the topic does: it answers, is short, or names it."""
        own = self.reading.topic is not None or bool(self.act)
        return own or self.course.asked > 0 or len(self.reading.words) <= _SHORT

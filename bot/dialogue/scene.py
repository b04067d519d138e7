"""Where a conversation stands when the reply is due."""

from dataclasses import dataclass
from functools import cached_property

from bot.dialogue.course import Course
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
    def topic(self) -> Situation | None:
        here, before = self._named, self._before
        if here and before and _same_matter(here, before) and before.suits(self.mood):
            return before
        if here or not before or not before.suits(self.mood):
            return here
        return before if self._goes_on else None

    @property
    def is_new(self) -> bool:
        """Whether the topic is talked about for the first time."""
        return self.topic is not None and self.topic is not self._before

    @cached_property
    def slots(self) -> dict[str, str]:
        """What may stand in a line."""
        named = {"name": self.prompt.persona.name[self.written.language]}
        if self.topic is None:
            return named | self.reading.slots
        kept = {} if self.is_new else self.course.slots
        return named | kept | self.reading.slots | {"topic": self.topic.about}

    @cached_property
    def _named(self) -> Situation | None:
        return self.written.topics.get(self.reading.topic or "")

    @cached_property
    def _before(self) -> Situation | None:
        return self.written.topics.get(self.course.topic or "")

    @property
    def _goes_on(self) -> bool:
        return bool(self.act) or self.course.asked > 0 or len(self.reading.words) <= _SHORT


def _same_matter(here: Situation, before: Situation) -> bool:
    """Whether *here* only names again what *before* knew better: "interview" after a failed one."""
    return here is before or (not here.feel and here.key.split("_")[0] == before.key.split("_")[0])

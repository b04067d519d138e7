"""The course of a conversation, read back from its history: the small voice keeps no state."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from bot.dialogue.korean import plain
from bot.dialogue.lines import Question, Script, Situation, Template
from bot.dialogue.reading import Reading, read, tidy
from bot.dialogue.register import register
from bot.protocols import Line, Prompt
from config.moods import Mood

_REMEMBERED = 60  # lines of history that count for not repeating oneself
_READ_BACK = 8  # messages of the person that are read again for topic and mood
_TOPIC_LASTS = 6  # messages that a topic survives without being named
_HUSHED = 4  # messages for which the wish not to be asked holds
_TOPIC_ENDS = frozenset({"change", "goodbye", "goodnight", "greeting", "better", "stop"})
_HUSHING = frozenset({"stop", "just_listen"})


@dataclass(frozen=True, kw_only=True)
class Thread:
    """A topic that goes through a conversation."""

    topic: Situation | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    """Who and how long it is about: what was named first."""
    people: frozenset[str] = frozenset()
    """Everybody who was named meanwhile."""
    age: int = 0
    """Messages since the topic was named."""

    def after(self, reading: Reading, written: Script) -> "Thread":
        """The thread as *reading* leaves it."""
        named = written.topics.get(reading.topic or "")
        if reading.act in _TOPIC_ENDS:
            return Thread()
        if named is not None and not self._keeps(named, reading):
            return Thread(topic=named, slots=_lasting(reading), people=_people(reading))
        age = self.age + 1 if named is None or named.aside else 0
        if age > _TOPIC_LASTS:
            return Thread()
        slots = {**_lasting(reading), **self.slots}
        return replace(self, slots=slots, people=self.people | _people(reading), age=age)

    def _keeps(self, named: Situation, reading: Reading) -> bool:
        """Whether *named* only adds to the topic: "interview" after a failed one, a friend by the way."""
        if self.topic is None:
            return False
        if named is self.topic:
            return True
        general = not named.feel and named.domain == self.topic.domain
        feeling = named.aside == "feeling" and self.topic.aside != "feeling"
        passing = named.aside != "" and not self.topic.aside
        same_person = not named.feel and self.names(reading)
        return general or feeling or passing or same_person

    def names(self, reading: Reading) -> bool:
        """Whether *reading* is about somebody who belongs to the topic."""
        return bool(self.people & _people(reading))


def _people(reading: Reading) -> frozenset[str]:
    return frozenset({reading.slots["who"]} if "who" in reading.slots else ())


def _lasting(reading: Reading) -> dict[str, str]:
    return {name: value for name, value in reading.slots.items() if name in {"who", "span"}}


@dataclass(frozen=True)
class Course:
    """What was said so far, as far as it bears on the next reply."""

    prompt: Prompt
    written: Script

    @cached_property
    def lines(self) -> Sequence[Line]:
        return self.prompt.history[-_REMEMBERED:]

    @cached_property
    def said(self) -> tuple[str, ...]:
        """The companion's own lines, oldest first."""
        return tuple(line.text for line in self.lines if line.speaker == "companion")

    @cached_property
    def _told(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.speaker == "user")

    @cached_property
    def _readings(self) -> tuple[Reading, ...]:
        """The person's latest messages, oldest first."""
        return tuple(
            read(line.text, language=self.prompt.language, mood=line.mood or self.prompt.mood)
            for line in self._told[-_READ_BACK:]
        )

    @cached_property
    def thread(self) -> "Thread":
        """What the conversation is about, before the new message."""
        thread = Thread()
        for reading in self._readings:
            thread = thread.after(reading, self.written)
        return thread

    @cached_property
    def mood(self) -> Mood | None:
        """The mood of the person's last message of substance."""
        kept = zip(reversed(self._readings), reversed(self._told), strict=False)
        return next((line.mood for reading, line in kept if line.mood and not reading.act), None)

    @cached_property
    def asked(self) -> int:
        """How many of the latest replies in a row asked something."""
        streak = 0
        for text in reversed(self.said):
            if "?" not in text:
                break
            streak += 1
        return streak

    @cached_property
    def hushed(self) -> bool:
        """Whether the person has lately asked not to be asked."""
        return any(reading.act in _HUSHING for reading in self._readings[-_HUSHED:])

    def told(self, pattern: re.Pattern[str]) -> bool:
        """Whether the person has lately said anything like *pattern*, the new message included."""
        texts = [self.prompt.message, *(line.text for line in self._told[-_READ_BACK:])]
        return any(pattern.search(tidy(text)) for text in texts)

    def repeats(self, reading: Reading) -> bool:
        """Whether the person sends the same message again."""
        before = tidy(self._told[-1].text) if self._told else ""
        return len(reading.words) > 4 and before == reading.text

    def answered(self, questions: Sequence[Question]) -> Question | None:
        """The one of *questions* that the last reply asked."""
        last = self.said[-1] if self.said else ""
        return next((item for item in questions if self._pattern(item.ask).search(last)), None)

    def last_said(self, template: Template) -> int:
        """How many replies ago *template* was said, 1 being the last; 0 if never."""
        pattern = self._pattern(template)
        return next(
            (ago for ago, text in enumerate(reversed(self.said), 1) if pattern.search(text)), 0
        )

    def _pattern(self, template: Template) -> re.Pattern[str]:
        return _said(template, informal=register(self.prompt) == "banmal")


@lru_cache(maxsize=4096)
def _said(template: Template, *, informal: bool) -> re.Pattern[str]:
    """What *template* looks like with anything in its slots."""
    parts = re.split(r"\{[^}]*\}", template.text)
    written = [re.escape(plain(part) if informal else part) for part in parts]
    return re.compile(r"\S.{0,40}?".join(written), re.IGNORECASE)

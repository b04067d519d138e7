"""The course of a conversation, read back from its history: the small voice keeps no state."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.dialogue.korean import plain
from bot.dialogue.lines import Question, Script, Template
from bot.dialogue.reading import Reading, read, tidy
from bot.protocols import Line, Prompt

_REMEMBERED = 60  # lines of history that count for not repeating oneself
_TOPIC_LASTS = 4  # messages of the person that a topic survives without being named
_TOPIC_ENDS = frozenset({"change", "goodbye", "goodnight", "greeting", "better"})


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
        """The person's latest messages, newest first."""
        return tuple(
            read(line.text, language=self.prompt.language, mood=line.mood or self.prompt.mood)
            for line in reversed(self._told[-_TOPIC_LASTS:])
        )

    @cached_property
    def topic(self) -> str | None:
        """What the conversation is about, before the new message."""
        for reading in self._readings:
            if reading.act in _TOPIC_ENDS:
                return None
            if reading.topic:
                return reading.topic
        return None

    @cached_property
    def slots(self) -> dict[str, str]:
        """Who and since when, as named while the topic was the same."""
        found: dict[str, str] = {}
        for reading in self._readings:
            if reading.act in _TOPIC_ENDS or (reading.topic and reading.topic != self.topic):
                break
            found = {
                key: value for key, value in reading.slots.items() if key in {"who", "span"}
            } | found
        return found

    @cached_property
    def mood(self) -> str | None:
        """The mood of the person's last message of substance."""
        kept = zip(self._readings, reversed(self._told), strict=False)
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
    def acts(self) -> frozenset[str]:
        """Acts among the person's latest messages."""
        return frozenset(reading.act for reading in self._readings if reading.act)

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
        return _said(template, informal=self.prompt.persona.register == "banmal")


@lru_cache(maxsize=4096)
def _said(template: Template, *, informal: bool) -> re.Pattern[str]:
    """What *template* looks like with anything in its slots."""
    parts = re.split(r"\{[^}]*\}", template.text)
    written = [re.escape(plain(part) if informal else part) for part in parts]
    return re.compile(r"\S.{0,40}?".join(written), re.IGNORECASE)

"""The course of a conversation, read back from its history: the small voice keeps no state."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.dialogue.details import detail
from bot.dialogue.lines import HEAVY, Question, Script, Situation, Template
from bot.dialogue.names import called_in, told_in
from bot.dialogue.reading import Reading, read, tidy
from bot.dialogue.recognition import Understood
from bot.dialogue.thread import Thread, follow
from bot.events import Level
from bot.protocols import Kind, Line, Prompt
from config.moods import Mood

_REMEMBERED = 80  # lines of history that count for not repeating oneself
_SHAKEN = 20  # of these, those among which a danger still weighs
READ_BACK = 12  # messages of the person that are read again for topic and mood
_QUOTED = 40  # characters of what is given back word for word
_LATELY = 2  # messages that have their weight still
_FEW_WORDS = {"ko": 14, "en": 26}  # characters of a reply that only takes something in
_HUSHED = 4  # messages for which the wish not to be asked holds
_HUSHING = frozenset({"stop", "just_listen"})
_DONE = frozenset({"change", "stop"})  # acts after which no earlier topic is brought up
_LEFT = 4  # messages for which a topic must rest before it is come back to


@dataclass(frozen=True)
class Course:
    """What was said so far, as far as it bears on the next reply."""

    prompt: Prompt
    written: Script
    understood: Understood = field(default_factory=dict)

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
            read(
                line.text,
                language=self.prompt.language,
                mood=line.mood or self.prompt.mood,
                like=self.understood.get(line.text, ()),
                answered=answered,
            )
            for line, answered in zip(self._told[-READ_BACK:], self._answering, strict=True)
        )

    @cached_property
    def thread(self) -> Thread:
        """What the conversation is about, before the new message."""
        return self.threads[-1] if self.threads else Thread()

    @cached_property
    def threads(self) -> Sequence[Thread]:
        """What it was about after each of the messages that are read again."""
        found = list[Thread]()
        for reading, answered in zip(self._readings, self._answering, strict=True):
            found.append(follow(found, reading, answered, self.written))
        return found

    @cached_property
    def _answering(self) -> Sequence[str]:
        """What the companion had said before each of the messages that are read again."""
        before, found = "", list[str]()
        for line in self.lines:
            if line.speaker == "user":
                found.append(before)
            else:
                before = line.text
        return found[-READ_BACK:]

    @cached_property
    def earlier(self) -> Thread:
        """A grave topic that was left some messages ago and not come back to since."""
        for thread in reversed(self.threads[:-_LEFT]):
            topic = thread.topic
            if (
                topic is None
                or topic.aside
                or topic.feel == "good"
                or not topic.about
                or thread.age
                or thread.ahead
                or not (topic.weighs or topic.feel == "bad")
            ):
                continue
            if not self._is_kin(topic) and not self._returned(topic):
                return thread
        return Thread()

    def _is_kin(self, topic: Situation) -> bool:
        """Whether the conversation is still about *topic*, or about something of its kind."""
        now = self.thread.topic
        if now is None:
            return False
        return now is topic or now.domain == topic.domain or bool(now.weighs and topic.weighs)

    def _returned(self, topic: Situation) -> bool:
        """Whether it was asked about anew, or the person wanted to be done with it."""
        back = [item.ask for item in self.written.acts["returning"].ask]
        asked = (text for text in self.said if topic.about in text)
        return any(line.said_in(text) for text in asked for line in back) or any(
            reading.act in _DONE for reading in self._readings
        )

    @cached_property
    def is_shaken(self) -> bool:
        """Whether there was a danger."""
        return any(line.level is not Level.NONE for line in self.lines[-_SHAKEN:])

    @cached_property
    def called(self) -> str:
        """What the person is called, as far as they have said."""
        told = (line.text for line in reversed(self.prompt.history) if line.speaker == "user")
        names = (called_in(tidy(text), self.written.language) for text in told)
        known = (one.value for one in self.prompt.memories if one.kind is Kind.NAME)
        return next((name for name in (*names, *known) if name), "")

    @cached_property
    def knows_name(self) -> bool:
        """Whether the person has told somebody's name."""
        told = zip(self._readings, self._answering, strict=True)
        return any(told_in(reading.text, answered) for reading, answered in told)

    @cached_property
    def told_most(self) -> str:
        """The longest of what the person told lately, if it can stand in a sentence."""
        told = (line.text for line in self._told[-READ_BACK:] if line.level is Level.NONE)
        fit = [
            text
            for text in map(tidy, told)
            if len(text) <= _QUOTED and text.isprintable() and "?" not in text
        ]
        return max(fit, key=len, default="").strip(" .!~…").replace("'", "").replace('"', "")

    @cached_property
    def detail(self) -> str:
        """What the conversation will be remembered by; empty if something heavy was told."""
        topics = [thread.topic for thread in self.threads if thread.topic]
        if any(one.mood in HEAVY for one in self._readings) or any(
            topic.weighs or topic.feel == "bad" for topic in topics
        ):
            return ""
        told = (line.text for line in self._told[-READ_BACK:] if line.level is Level.NONE)
        return detail(map(tidy, told), self.written.language)

    @property
    def lately(self) -> Sequence[str]:
        """What the person told last, the new message left out."""
        return [line.text for line in self._told[-_LATELY:]]

    @cached_property
    def lingered(self) -> int:
        """How many messages in a row the conversation has been about one thing."""
        last = self.thread.topic
        return next(
            (n for n, thread in enumerate(reversed(self.threads)) if thread.topic is not last),
            len(self.threads),
        )

    @cached_property
    def mood(self) -> Mood | None:
        """The mood of the person's last message of substance."""
        kept = zip(reversed(self._readings), reversed(self._told), strict=False)
        return next((read.mood for read, line in kept if line.mood and not read.act), None)

    @cached_property
    def given_back(self) -> int:
        """How many of the latest replies in a row gave the person's words back."""
        streak, told = 0, ""
        for line in self.lines:
            if line.speaker == "user":
                told = line.text
                continue
            first = line.text.split(".")[0].split()
            streak = streak + 1 if sum(len(word) > 1 and word in told for word in first) else 0
        return streak

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
    def terse(self) -> int:
        """How many of the latest replies in a row only took something in, in a few words."""
        few = _FEW_WORDS[self.written.language]
        longer = (len(text) > few or "?" in text for text in reversed(self.said))
        return next((n for n, more in enumerate(longer) if more), len(self.said))

    @cached_property
    def hushed(self) -> bool:
        """Whether the person has lately asked not to be asked."""
        return any(reading.act in _HUSHING for reading in self._readings[-_HUSHED:])

    def told(self, pattern: re.Pattern[str]) -> bool:
        """Whether the person has lately said anything like *pattern*, the new message included."""
        texts = [self.prompt.message, *(line.text for line in self._told[-READ_BACK:])]
        return any(pattern.search(tidy(text)) for text in texts)

    def repeats(self, reading: Reading) -> bool:
        """Whether the person sends the same message again."""
        before = tidy(self._told[-1].text) if self._told else ""
        return len(reading.words) > 4 and before == reading.text

    def answered(self, questions: Sequence[Question]) -> Question | None:
        """The one of *questions* that the last reply asked."""
        last = self.said[-1] if self.said else ""
        return next((item for item in questions if item.ask.said_in(last)), None)

    def last_said(self, template: Template) -> int:
        """How many replies ago *template* was said, 1 being the last; 0 if never."""
        said = enumerate(reversed(self.said), 1)
        return next((ago for ago, text in said if template.said_in(text)), 0)

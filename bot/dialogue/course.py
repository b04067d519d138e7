"""The course of a conversation, read back from its history: the small voice keeps no state."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.dialogue.lines import Question, Script, Situation, Template
from bot.dialogue.names import called_in, told_in
from bot.dialogue.reading import Reading, read, tidy
from bot.dialogue.recognition import Understood
from bot.events import Level
from bot.protocols import Kind, Line, Prompt
from config.moods import Mood

_REMEMBERED = 60  # lines of history that count for not repeating oneself
READ_BACK = 12  # messages of the person that are read again for topic and mood
_HELD = 6  # messages for which nothing but its end displaces what is grave
_QUOTED = 40  # characters of what is given back word for word
_TOPIC_LASTS = 6  # messages that a topic survives without being named
_HUSHED = 4  # messages for which the wish not to be asked holds
_TOPIC_ENDS = frozenset({"change", "goodbye", "goodnight", "greeting", "better", "stop"})
_HUSHING = frozenset({"stop", "just_listen"})
_DONE = frozenset({"change", "stop"})  # acts after which no earlier topic is brought up
_LEFT = 4  # messages for which a topic must rest before it is come back to


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
    ahead: bool = False
    """Whether it is yet to come."""

    def after(self, reading: Reading, written: Script) -> "Thread":
        """The thread as *reading* leaves it."""
        named = written.topics.get(reading.topic or "")
        if named is not None and not reading.sure and self.topic is not None:
            named = None
        if reading.act in _TOPIC_ENDS:
            return Thread()
        if named is not None and not self._keeps(named, reading):
            slots, people = _lasting(reading), _people(reading)
            return Thread(topic=named, slots=slots, people=people, ahead=reading.ahead)
        age = self.age + 1 if named is None or named.aside else 0
        if age > _TOPIC_LASTS * (2 if self.topic and self.topic.weighs else 1):
            return Thread()
        slots = {**_lasting(reading), **self.slots}
        ahead = reading.ahead or (self.ahead and not reading.over)
        people = self.people | _people(reading)
        return replace(self, slots=slots, people=people, age=age, ahead=ahead)

    def _keeps(self, named: Situation, reading: Reading) -> bool:
        """Whether *named* only adds to the topic: "interview" after a failed one, a friend by the way."""
        if self.topic is None:
            return False
        if named is self.topic or named is self.topic.general:
            return True
        if self.topic.weighs and self.age < _HELD and not named.weighs and named.feel != "good":
            return True
        general = not named.particular and not named.feel and named.domain == self.topic.domain
        feeling = named.aside == "feeling" and self.topic.aside != "feeling"
        passing = named.aside != "" and self.topic.aside in {"", "feeling"}
        words = reading.words.split()
        answers = named.aside == "mention" and len(words) <= (3 if reading.words.isascii() else 1)
        same_person = not named.feel and self.names(reading)
        return general or feeling or passing or answers or same_person

    def knowing(self, answered: str, reading: Reading) -> "Thread":
        """The thread with the name in it, if *reading* tells one that the companion had asked for."""
        name = told_in(reading.text, answered)
        return replace(self, slots={**self.slots, "who": name}) if name and self.topic else self

    def names(self, reading: Reading) -> bool:
        """Whether *reading* is about somebody who belongs to the topic."""
        return bool(self.people & _people(reading))


def follow(threads: Sequence[Thread], reading: Reading, answered: str, written: Script) -> Thread:
    """The thread behind *threads* as *reading* leaves it, which may take up an earlier one."""
    last = threads[-1] if threads else Thread()
    if reading.act == "back":
        last = next((one for one in reversed(threads) if _is_meant(one, reading, written)), last)
    return last.after(reading, written).knowing(answered, reading)


def _is_meant(thread: Thread, reading: Reading, written: Script) -> bool:
    """Whether *reading*, which goes back to something, may mean *thread*."""
    named = written.topics.get(reading.topic or "")
    if thread.topic is None or thread.topic.aside == "light":
        return False
    return named is None or named.domain == thread.topic.domain or thread.names(reading)


def _people(reading: Reading) -> frozenset[str]:
    return frozenset({reading.slots["who"]} if "who" in reading.slots else ())


def _lasting(reading: Reading) -> dict[str, str]:
    return {name: value for name, value in reading.slots.items() if name in {"who", "span"}}


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
    def thread(self) -> "Thread":
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

"""A topic that goes through a conversation, and what keeps or ends it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.dialogue.feeling import is_grave
from bot.dialogue.lines import Script, Situation
from bot.dialogue.names import told_in
from bot.dialogue.reading import Reading

_LASTS, _PASSES = 6, 3  # for how long; twice as long if it is grave, less if it is but a feeling
_NEAR = 0.6  # likeness from which a word in passing is what a message is about
_FRESH, _PLAIN = 4, 0.95  # messages for which it does, likeness from which it is told plainly
_HELD = 6  # messages for which nothing but its end displaces what is grave
_BARE = 6  # letters of what is said of oneself: 「배고파」
_ANYWAY = re.compile(
    r"^(?:암튼|아무튼|어쨌든|그나저나)|^(?:ok |oh |so )?(?:anyways?|anyhow)\b", re.IGNORECASE
)
_LAUGHTER = re.compile(
    r"^(?!.*[ㅠㅜ]).*(?:ㅋㅋ|ㅎㅎ|허허|하하)|\b(?:lol|haha\w*|hehe\w*)\b", re.IGNORECASE
)
_SELF = re.compile(
    r"(?<![가-힣])(?:나|나는|난|나도|내가|내|저|저는|전|저도|제가|제|우리|오늘|이제)(?= )|\b(?:i|i'm|my|me|we)\b",
    re.I,
)
_FAMILY = frozenset({
    "어머니", "아버지", "부모님", "할머니", "할아버지", "시어머니", "시아버지", "손주", "딸", "아들", "언니", "오빠", "누나", "동생", "조카",
    "your mother", "your father", "your parents", "your grandmother", "your grandfather", "your daughter", "your son", "your sister", "your brother",
})  # fmt: skip
_ENDS = frozenset({"change", "goodbye", "goodnight", "greeting", "better", "stop"})


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
        if reading.act in _ENDS:
            return Thread()
        if self._is_left(reading) and not (named and (named.weighs or named.feel == "bad")):
            return Thread().after(reading, written)
        if named is not None and not self._keeps(named, reading):
            slots, people = _lasting(reading), _people(reading)
            return Thread(topic=named, slots=slots, people=people, ahead=reading.ahead)
        age = self.age + 1 if named is None or named.aside else 0
        if age > self._lasts:
            return Thread()
        slots = {**_lasting(reading), **self.slots}
        if self.topic is not None and self.topic.aside:
            slots |= _lasting(reading)
        ahead = reading.ahead or (self.ahead and not reading.over)
        people = self.people | _people(reading)
        return replace(self, slots=slots, people=people, age=age, ahead=ahead)

    def _is_left(self, reading: Reading) -> bool:
        """Whether somebody who mourned laughs or turns to something else that is not grave."""
        if self.topic is None or not self.topic.weighs or self.names(reading):
            return False
        turns = _LAUGHTER.search(reading.text) or _ANYWAY.search(reading.text)
        return bool(turns) and not is_grave(reading.text)

    @property
    def _lasts(self) -> int:
        """Messages that the topic survives without being named."""
        if self.topic is None or self.topic.aside != "feeling":
            return _LASTS * (2 if self.topic and self.topic.weighs else 1)
        return _PASSES

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
        weak = self.topic.particular and self.age < _HELD and not named.particular
        vague = weak and not named.feel and reading.near.get(named.key, 0.0) < _NEAR
        vague = vague or self._outlasts(named, reading.near.get(named.key, 0.0))
        same_person = not named.feel and not named.weighs and self.names(reading)
        return general or feeling or passing or answers or vague or same_person

    def _outlasts(self, named: Situation, near: float) -> bool:
        """Whether what is bad and was told of late stays, *named* being but something like it."""
        bad = self.topic is not None and self.topic.feel == named.feel == "bad"
        return bad and self.age < _FRESH and named.particular and near < _PLAIN

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
    reading = of_them(reading, last, written)
    if reading.act == "back":
        last = next((one for one in reversed(threads) if _is_meant(one, reading, written)), last)
    return last.after(reading, written).knowing(answered, reading)


def of_them(reading: Reading, thread: Thread, written: Script) -> Reading:
    """*reading* without a topic that *thread* belies: one's own where an animal is talked about, or love.

    「요즘 기침을 좀 해」 is said of the dog, unless the person names themselves.
    """
    named = written.topics.get(reading.topic or "")
    if named is not None and _is_no_love(named, reading, thread):
        return replace(reading, topic=None)
    if named is None or named.weighs or not named.heard or not is_of_them(reading, thread):
        return reading
    theirs = written.people[named.key] or named.domain == "animals"
    return reading if theirs else replace(reading, topic=None)


def _is_no_love(named: Situation, reading: Reading, thread: Thread) -> bool:
    """Whether *named*, a matter of love, is likely but what is told of somebody in the family."""
    told = thread.people | _people(reading)
    return named.domain == "love" and named.particular and bool(told) and told <= _FAMILY


def is_of_them(reading: Reading, thread: Thread) -> bool:
    """Whether *reading* names nobody where *thread* is about an animal, and so is said of that."""
    if thread.topic is None or thread.topic.domain != "animals" or reading.act:
        return False
    return len(reading.words) > _BARE and not _SELF.search(reading.text)


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

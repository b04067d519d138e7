"""A conversation as a pastime sees it: what was said and answered, and the lines there are to say."""

import random
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from bot.dialogue.korean import plain
from bot.dialogue.lines import LANGUAGES, Template

T = TypeVar("T")

Wording: TypeAlias = Mapping[str, Sequence[str]]
"""By what they are for, the lines of one pastime."""

_FRESH = 6  # replies of which no line is said again, as long as there are others
_COPULA = re.compile(r":(?:이에요|예요)\}")
_STRAY = re.compile(r"[^\w\s]|_")
_MOST_WORDS = 6  # of a message that is but a yes, a no, or the wish to be done
_ENDING = re.compile(
    r"그만|여기까지|관두|질렸|지루|재미 ?없|노잼|딴 ?(?:거|얘기)|다른 ?(?:거|얘기)|안 ?할래|안 ?해요?$|싫어|피곤해|못 ?하겠|얘기하자"
    r"|\b(?:stop|quit|done|boring|enough|something else|something different|talk instead|no thanks|no thank you|not now|don t want)\b"
)


class Exchange(NamedTuple):
    """A reply, and what the person said to it."""

    reply: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """Where two people would sit at one table: the message, and what went before."""

    language: str
    message: str
    past: Sequence[Exchange]
    """Oldest first; the last one's answer is the message."""
    chance: random.Random = field(compare=False)
    informal: bool = False
    """Whether the reply is in 반말."""
    grave: bool = False
    """Whether the message tells of something heavy; games are left for it."""
    sober: bool = False
    """Whether what is talked about is heavy; nothing light is begun then but what is asked for by name."""
    shared: bool = False
    """Whether others read along; what is personal is not written down there."""

    @property
    def last(self) -> str:
        """The reply that the message answers; empty at the beginning."""
        return self.past[-1].reply if self.past else ""

    @cached_property
    def words(self) -> str:
        """The message without anything but its words, in lower case."""
        return worded(self.message)

    @property
    def agrees(self) -> bool:
        """Whether the message takes up what was offered, and says no more than that."""
        return self._is_made_of("yes") and not self.declines

    @property
    def declines(self) -> bool:
        """Whether it turns it down, and says no more than that."""
        return self._is_made_of("no") or self.ends

    @property
    def ends(self) -> bool:
        """Whether it wants to be done with what goes on, and says no more than that."""
        return bool(_ENDING.search(self.words)) and self._is_made_of("done", "no", "yes")

    def _is_made_of(self, *kinds: str) -> bool:
        """Whether the message has a word of one of *kinds*, and none but such and what adds nothing."""
        told, known = self.words.split(), frozenset[str]().union(*map(_words, kinds))
        some = any(word in known for word in told)
        fills = known | _words("fills")
        return (
            some
            and len(told) <= _MOST_WORDS
            and all(word in fills or not word.strip("ㅋㅎㅠㅜ") for word in told)
        )

    def draw(self, lines: Sequence[str], /, **slots: str) -> str:
        """One of *lines*, not said lately if that can be, with *slots* in it.

        *slots* may hold words of the person: they stay as they are in either speech level.
        """
        lately = [one.reply for one in self.past[-_FRESH:]]
        fresh = [line for line in lines if not any(holds(reply, [line]) for reply in lately)]
        return self.say(self.chance.choice(fresh or list(lines)), **slots)

    def new(self, lines: Sequence[str], /) -> str | None:
        """As `draw`, of what was not said in the conversation at all; None if nothing is left."""
        left = [line for line in lines if not any(holds(one.reply, [line]) for one in self.past)]
        return self.say(self.chance.choice(left)) if left else None

    def say(self, line: str, /, **slots: str) -> str:
        """*line* in the speech level of the conversation."""
        if self.informal:
            line = plain(_COPULA.sub(":이야}", line))
        filled = Template(line).fill(slots)
        assert filled is not None, line
        return filled

    def unsaid(self, lines: Sequence[T], marks: "Marks[T]") -> Sequence[T]:
        """Those of *lines* that were not said yet; all of them if all were."""
        said = [marks.of(one.reply) for one in self.past]
        return [one for one in lines if one not in said] or lines

    def again(self, wording: Wording, opens: Callable[["Sitting"], str]) -> str | None:
        """What is said to whether there is to be another one; None if the message says something else."""
        if self.declines:
            return self.draw(wording["enough"])
        return opens(self) if self.agrees else None

    def asked(self, lines: Sequence[str]) -> bool:
        """Whether the last reply holds one of *lines*."""
        return holds(self.last, lines)


class Marks(Generic[T]):
    """Tells by which line a reply was made, in either speech level."""

    def __init__(self, lines: Mapping[str, T]) -> None:
        self._lines = {plain(text): one for text, one in lines.items()}

    def of(self, reply: str) -> T | None:
        """What belongs to the line that *reply* holds, if it holds any."""
        told = plain(reply)
        return next((one for text, one in self._lines.items() if text in told), None)


def holds(reply: str, lines: Sequence[str]) -> bool:
    """Whether *reply* was made by one of *lines*, in either speech level, with anything in its slots."""
    told = plain(reply)
    return any(_holds(told, line) for line in lines)


def _holds(told: str, line: str) -> bool:
    parts = [part for part in re.split(r"\{[^}]*\}", plain(line)) if len(part.strip()) > 2]
    return bool(parts) and all(part in told for part in parts)


def worded(text: str) -> str:
    """*text* in lower case without anything but its words."""
    return " ".join(_STRAY.sub(" ", text).lower().split())


@cache
def _words(kind: str) -> AbstractSet[str]:
    """Those of *kind* in either language: 「ok」 is a yes in both."""
    return frozenset(word for language in LANGUAGES for word in wording(language)["words"][kind])


@cache
def wording(language: str) -> Mapping[str, Wording]:
    """By pastime, its lines."""
    file = files("bot.dialogue") / "lines" / language / "pastimes.toml"
    return tomllib.loads(file.read_text("utf-8"))


@cache
def table(language: str, name: str) -> Sequence[Sequence[str]]:
    """The fields of each line of a file of *language*, `name`.tsv."""
    file = files("bot.dialogue") / "lines" / language / "pastimes" / f"{name}.tsv"
    return [line.split("\t") for line in file.read_text("utf-8").splitlines()]

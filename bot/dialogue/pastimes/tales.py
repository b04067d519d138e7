"""What is told in parts: a story, a breathing exercise, and small facts one after the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from bot.dialogue.pastimes.sitting import Marks, Sitting, Wording, table, wording

_LONG = {"ko": 18, "en": 35}  # characters of a message that does more than listen


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of what is told, and what comes next."""

    text: str
    place: int
    tale: int


class Tales:
    """Tales of several parts; the next is told whenever the person has said that they listen."""

    def __init__(self, language: str, key: str) -> None:
        self.wording: Wording = wording(language)[key]
        self._tales = _read(language, key)
        self._parts = Marks(
            {text: Part(text=text, place=place, tale=tale)
             for tale, (_, *parts) in enumerate(self._tales) for place, text in enumerate(parts)}
        )  # fmt: skip

    @property
    def parts(self) -> Sequence[str]:
        """All parts of all tales."""
        return [part for _, *parts in self._tales for part in parts]

    def opens(self, sitting: Sitting) -> str:
        """The first part of a tale that was not told yet."""
        told = {part.tale for one in sitting.past if (part := self._parts.of(one.reply))}
        fresh = [n for n in range(len(self._tales)) if n not in told] or range(len(self._tales))
        title, first, *_ = self._tales[sitting.chance.choice(fresh)]
        return f"{sitting.draw(self.wording['open'], title=title)} {sitting.say(first)}"

    def goes_on(self, sitting: Sitting) -> str | None:
        """The next part, or a new tale after the last."""
        another = self.wording.get("another", ())
        if sitting.asked(another):
            return sitting.again(self.wording, self.opens)
        part = self._parts.of(sitting.last)
        if part is None or sitting.grave or len(sitting.message) > _LONG[sitting.language]:
            return None
        if sitting.declines and len(sitting.words) > 1:  # one letter says that a step is done
            return sitting.draw(self.wording["enough"])
        _, *parts = self._tales[part.tale]
        if part.place + 1 == len(parts):
            return None
        following = sitting.say(parts[part.place + 1])
        if part.place + 2 < len(parts) or not another:
            return following
        return f"{following} {sitting.draw(another)}"


class Facts:
    """Small true things, one at a time."""

    def __init__(self, language: str) -> None:
        self.wording: Wording = wording(language)["facts"]
        self._facts = [fact for (fact,) in table(language, "facts")]
        self._told = Marks({fact: fact for fact in self._facts})

    def opens(self, sitting: Sitting) -> str:
        """A fact that was not told yet."""
        fact = sitting.chance.choice(sitting.unsaid(self._facts, self._told))
        another = sitting.draw(self.wording["another"])
        return f"{sitting.draw(self.wording['open'])} {sitting.say(fact)} {another}"

    def goes_on(self, sitting: Sitting) -> str | None:
        """Another one, if that is wanted."""
        if not sitting.asked(self.wording["another"]):
            return None
        return sitting.again(self.wording, self.opens)


def _read(language: str, key: str) -> Sequence[Sequence[str]]:
    """Each tale: its title, then its parts."""
    file = files("bot.dialogue") / "lines" / language / "pastimes" / f"{key}.txt"
    tales = re.split(r"\n{2,}", file.read_text("utf-8").strip())
    return [tale.removeprefix("# ").split("\n") for tale in tales]

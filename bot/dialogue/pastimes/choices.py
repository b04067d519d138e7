"""The balance game: of two things, which would you rather?"""

import re
from dataclasses import dataclass

from bot.dialogue.pastimes.sitting import Marks, Sitting, Wording, table, worded, wording

_ROUND = 5  # choices that make a round
_FIRST = re.compile(
    r"^(?:나는 |난 |무조건 |당연히 |음 |흠 )*(?:1|1번|일번|첫 ?번째|첫째|앞|앞에 ?거|앞쪽|전자|왼쪽)(?:요|이요|이지|거|것|꺼| ?쪽)*$|\b(?:first|former)(?: one| option)?$|^(?:number |the |option )?(?:1|one|a)$"
)
_SECOND = re.compile(
    r"^(?:나는 |난 |무조건 |당연히 |음 |흠 )*(?:2|2번|이번|두 ?번째|둘째|뒤|뒤에 ?거|뒤쪽|후자|오른쪽)(?:요|이요|이지|거|것|꺼| ?쪽)*$|\b(?:second|latter)(?: one| option)?$|^(?:number |the |option )?(?:2|two|b)$"
)
_NEITHER = re.compile(
    r"둘 ?다|못 ?(?:고르|골라|정하)|어려|모르겠|글쎄|고민|\b(?:both|neither|can t (?:choose|decide|pick)|either|hard|tough|don t know|not sure)\b"
)
_ASKS_BACK = re.compile(r"(?:너는|넌|너도|당신은|네가|니가)|\b(?:you|your)\b")
_TURNED_DOWN = re.compile(r"^[가-힣]{0,3} ?(?:말고|싫|별로|안 |보다|빼고)")
_LONG = {"ko": 45, "en": 90}  # characters of a message that tells something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of two things."""

    name: str
    words: re.Pattern[str]
    said: str
    """To whoever chooses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A question for one or the other."""

    question: str
    options: tuple[Option, Option]

    def of(self, words: str) -> Option | None:
        """Which one the answer *words* choose."""
        first, second = self.options
        found = [(place.start(), one) for one in self.options if (place := one.words.search(words))]
        if len(found) == 1:
            return found[0][1]
        if len(found) == 2:
            ahead, behind = (one for _, one in sorted(found, key=lambda pair: pair[0]))
            place = ahead.words.search(words)
            assert place
            return behind if _TURNED_DOWN.search(words[place.end() :]) else ahead
        if _FIRST.search(words):
            return first
        return second if _SECOND.search(words) else None


class Choices:
    """Choices one after the other; a round of them is summed up."""

    def __init__(self, language: str) -> None:
        self.wording: Wording = wording(language)["rather"]
        self.choices = [
            Choice(
                question=question, options=(_option(first, to_first), _option(second, to_second))
            )
            for question, first, second, to_first, to_second in table(language, "rather")
        ]
        self._asked = Marks({choice.question: choice for choice in self.choices})

    def opens(self, sitting: Sitting) -> str:
        """The first choice."""
        return f"{sitting.draw(self.wording['open'])} {self._next(sitting)}"

    def goes_on(self, sitting: Sitting) -> str | None:
        """What is said to a choice and the next one, or what was chosen in all."""
        if sitting.asked(self.wording["another"]):
            return sitting.again(self.wording, self._next)
        choice = self._asked.of(sitting.last)
        if choice is None or sitting.grave or len(sitting.message) > _LONG[sitting.language]:
            return None
        if sitting.ends:
            return sitting.draw(self.wording["enough"])
        chosen = choice.of(sitting.words)
        if chosen is None:
            return self._unclear(sitting, choice)
        if len(self._chosen(sitting)) % _ROUND == 0:
            return self._summed_up(sitting, chosen)
        return f"{sitting.say(chosen.said)} {self._next(sitting)}"

    def _unclear(self, sitting: Sitting, choice: Choice) -> str | None:
        """To whoever takes neither, or asks back."""
        if _ASKS_BACK.search(sitting.words):
            mine = sitting.chance.choice(choice.options)
            said = sitting.draw(self.wording["own"], option=mine.name)
            return f"{said} {self._next(sitting)}"
        if _NEITHER.search(sitting.words):
            return f"{sitting.draw(self.wording['neither'])} {self._next(sitting)}"
        if sitting.asked(self.wording["again"]):
            return None
        lead = sitting.draw(self.wording["again"])
        return f"{lead} {sitting.say(choice.question)}"

    def _chosen(self, sitting: Sitting) -> list[Option]:
        """What was chosen in a row until now, the oldest first."""
        found = list[Option]()
        for one in reversed(sitting.past):
            choice = self._asked.of(one.reply)
            if choice is None:
                break
            words = sitting.words if one is sitting.past[-1] else worded(one.answer)
            if option := choice.of(words):
                found.append(option)
        return found[::-1]

    def _summed_up(self, sitting: Sitting, chosen: Option) -> str:
        names = ", ".join(option.name for option in self._chosen(sitting)[-_ROUND:])
        parts = [
            sitting.say(chosen.said),
            sitting.draw(self.wording["round"], names=names),
            sitting.draw(self.wording["another"]),
        ]
        return " ".join(parts)

    def _next(self, sitting: Sitting) -> str:
        choice = sitting.chance.choice(sitting.unsaid(self.choices, self._asked))
        return sitting.say(choice.question)


def _option(words: str, said: str) -> Option:
    name, *_ = found = words.split("|")
    return Option(name=name, words=re.compile("|".join(map(_spelt, found))), said=said)


def _spelt(word: str) -> str:
    """*word* as a pattern: short ones stand at the beginning of a word."""
    begins = r"(?<!\w)" if word.isascii() or len(word) == 1 else ""
    return begins + re.escape(word.lower())

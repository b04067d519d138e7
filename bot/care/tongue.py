"""The guard's texts in one language, with the numbers filled in; `bot.care.answer` chooses among them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from config.helplines import Country, Helpline

_HURT_ONES = {"abused", "bullied"}
_ONLY_THEIRS = _HURT_ONES | {"eating"}
"""Audiences whose lines nobody else is told."""
_SLOT = re.compile(r"\{\w+\}")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


class Tongue:
    """The texts of one language."""

    def __init__(self, texts: Mapping[str, Any], later: Mapping[str, Any], language: str) -> None:
        self.language = language
        self.one_number = str(texts["one_number"])
        self.danger = str(texts["danger"])
        self.for_all = str(texts["for_all"])
        self._texts = texts
        self._hunch = texts["hunch"]
        self._later = later
        self.questions = [*_questions(texts), *later["questions"].items()]
        """What each question is about, and the question."""

    def wording(self, topic: str, earlier: int, told: Sequence[str] = ()) -> tuple[str, str, str]:
        """The opening, a question and what to stay with, each as new as can be after what was *told*."""
        parts = self._texts[topic]
        last = told[-1] if told else ""
        asked = {about for about, question in self.questions if question in last}
        questions = [one["text"] for one in parts["ask"] if one["about"] not in asked]
        pools = (parts["open"], questions or [one["text"] for one in parts["ask"]], parts["stay"])
        opening, question, stay = (_newest(pool, earlier, told) for pool in pools)
        return opening, question, stay

    def asking(self, earlier: int) -> tuple[str, str]:
        """The opening of a question that is asked on a hunch, and what to stay with."""
        openings = self._hunch["open"]
        return str(openings[min(earlier, len(openings) - 1)]), str(self._hunch["stay"])

    def hunch(self, about: str) -> str:
        """What is asked on a hunch of *about*, a kind or a level."""
        return str(self._hunch["ask"][about]["text"])

    def is_hunch(self, told: str) -> bool:
        return any(opening in told for opening in self._hunch["open"])

    def following(self, name: str, earlier: int, told: Sequence[str] = ()) -> tuple[str, str, str]:
        """As `wording`, for a followup."""
        parts = self._later[name]
        question = self._later["questions"].get(parts.get("asks"), "")
        return _newest(parts["text"], earlier, told), question, parts.get("stay", "")

    def is_told(self, name: str, told: Sequence[str]) -> bool:
        """Whether all the texts for the followup *name* stand in what was *told*."""
        return all(_place(text, told) for text in self._later[name]["text"])

    def tells(self, name: str, told: str) -> bool:
        """Whether *told* holds one of the texts for the followup *name*, which name no number."""
        return any(text in told for text in self._later[name]["text"])

    def heading(self, earlier: int) -> str:
        return str(self._texts["again" if earlier else "numbers"])

    def rows(
        self, countries: Sequence[Country], first: AbstractSet[str], *, whole: bool
    ) -> Iterator[str]:
        for country in countries:
            where = f"{country.name[self.language]}: " if len(countries) > 1 else ""
            for line in country.lines if whole else _fitting(country.lines, first):
                yield f"• {where}{self._line(line)}"

    def elsewhere(self, name: str, address: str) -> str:
        return "• " + str(self._texts["other_countries"]).format(directory=f"{name}, {address}")

    def filled(
        self,
        text: str,
        *,
        known: Sequence[Country],
        near: Sequence[Country],
        first: AbstractSet[str],
    ) -> str:
        return (
            text.replace("{danger}", self.danger)
            .replace("{emergency}", self._emergency(known))
            .replace("{first}", self._first(near, first))
        )

    def _first(self, near: Sequence[Country], first: AbstractSet[str]) -> str:
        """The line to try first, in the middle of a sentence; one for each country."""
        lines = [(country, _fitting(country.lines, first)[0]) for country in near]
        if len(lines) == 1:
            [(_, line)] = lines
            called, _, _ = line.name[self.language].partition(" (")
            name = ", ".join(filter(None, [called, self._hours(line), self._spoken(line)]))
            return str(self._texts["line_in_a_sentence"].format(number=line.number, name=name))
        return str(self._texts["or"]).join(
            self._texts["line_in_a_country"].format(
                number=line.number,
                country=country.name[self.language],
                spoken=f" ({spoken})" if (spoken := self._spoken(line)) else "",
            )
            for country, line in lines
        )

    def _emergency(self, known: Sequence[Country]) -> str:
        if len(known) < 2:
            numbers = [country.emergency.number[self.language] for country in known]
        else:
            numbers = [
                self._texts["emergency_in"].format(
                    number=country.emergency.number[self.language],
                    country=country.name[self.language],
                )
                for country in known
            ]
        return ", ".join(numbers) or str(self._texts["emergency_elsewhere"])

    def _line(self, line: Helpline) -> str:
        said = self._texts["line"].format(number=line.number, name=line.name[self.language])
        notes = ", ".join(
            filter(None, [self._hours(line), line.text[self.language], self._spoken(line)])
        )
        return f"{said} ({notes})" if notes else str(said)

    def _spoken(self, line: Helpline) -> str:
        """In which other language *line* answers; empty where it is the reader's."""
        foreign = self.language not in line.languages
        return str(self._texts["answers_in"].get(line.languages[0], "")) if foreign else ""

    def _hours(self, line: Helpline) -> str:
        return str(self._texts["around_the_clock"]) if line.hours == "24" else line.hours


def _newest(texts: Sequence[str], earlier: int, told: Sequence[str]) -> str:
    """The first of *texts* that was not *told*, or the one that was longest ago; by number without any."""
    if not told:
        return texts[earlier % len(texts)]
    return min(texts, key=lambda text: _place(text, told))


def _place(text: str, told: Sequence[str]) -> int:
    """Where *text* was *told* last, counted from 1; 0 if it was not."""
    parts = _SLOT.split(text)
    places = (place for place, one in enumerate(told, 1) if all(part in one for part in parts))
    return max(places, default=0)


def without_numbers(text: str, *, but: str = "") -> str:
    """*text* without the sentences in which a number stands, other than *but*."""
    slots = [slot for slot in ("{first}", "{emergency}", "{danger}") if slot != but]
    sentences = _SENTENCE.split(text)
    return " ".join(one for one in sentences if not any(slot in one for slot in slots))


def _fitting(lines: Sequence[Helpline], first: AbstractSet[str]) -> Sequence[Helpline]:
    """*lines* with those for the audiences *first* in front; some only where they are among these.

    All of them where an operator named none for everybody. Where no line is for the young, they are
    not sent to one for abused adults first.
    """
    fitting = [
        line for line in lines if line.audience not in _ONLY_THEIRS or line.audience in first
    ]
    if "young" in first and not any(line.audience == "young" for line in lines):
        first = first - _HURT_ONES
    return sorted(fitting or lines, key=lambda line: line.audience not in first)


def _questions(texts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for topic in texts.values():
        if isinstance(topic, dict) and "ask" in topic:
            asked = topic["ask"]
            questions = asked.values() if isinstance(asked, dict) else asked
            yield from ((question["about"], question["text"]) for question in questions)

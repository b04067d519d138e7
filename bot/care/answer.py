"""What is said when the guard takes a turn: written by people, sent with every model down.

::

    Answers(country="KR", home=None).answer(judgement, "ko", earlier=0) -> str
    Answers(country="KR", home=None).follow(followup, "ko", earlier=1) -> str
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.care.course import about
from bot.care.followup import Followup
from bot.care.guard import Judgement, Kind
from bot.events import Level
from config.helplines import Country, Helpline, load_helplines

_HOME = {"ko": "KR", "en": "US"}
_SEVERITY = list(Level).index
_WITH_NUMBERS = {Level.EXPLICIT, Level.IMMINENT}
_HURT = (Kind.ABUSE, Kind.VIOLENCE, Kind.EATING)
_OWN_WORDS = (Kind.BEREAVED, Kind.SOMEONE_ELSE, *_HURT)
_HURT_ONES = {"abused", "bullied"}
_NOW = {Kind.ABUSE: "abuse_now", Kind.VIOLENCE: "violence_now"}
_ALL_AGAIN = 4
"""Care turns after which all the numbers are told once more; between them one is named."""


class Answers:
    """The texts and the helplines, read once; `answer` then does no I/O and cannot fail."""

    def __init__(self, *, country: str = "", home: Path | None = None) -> None:
        """*country* is the ISO 3166 code of where people are, empty if it is not known; *home* is
        ``MAUM_HOME``, whose ``helplines.toml`` replaces shipped countries. Raises `ConfigError`.
        """
        texts, later = _texts("answers.toml"), _texts("followups.toml")
        by_kind, helplines = _texts("circumstances.toml"), load_helplines(home)
        self._tongues = {
            language: _Tongue(texts[language], later[language] | by_kind[language], language)
            for language in _HOME
        }
        self._countries = helplines.countries
        self._directory = helplines.directory
        self._country = country.upper()

    def answer(
        self, judgement: Judgement, language: str, /, *, earlier: int = 0, young: bool = False
    ) -> str:
        """The text for *judgement* in *language*, in paragraphs; empty for `Level.NONE`.

        *earlier* counts the care turns that this conversation has had: each has other words. Who
        is *young* is told the lines for them first.
        """
        if judgement.level is Level.NONE:
            return ""
        tongue = self._tongues["ko" if language == "ko" else "en"]
        near = self._near(tongue)
        topic = _topic(judgement)
        opening, question, stay = tongue.wording(topic, earlier)
        level = judgement.level
        if topic in _HURT and not earlier % _ALL_AGAIN:
            level = Level.EXPLICIT
        first = _first_of(judgement.kinds, young=young)
        numbers = self._due(tongue, near, level, earlier=earlier, first=first)
        return self._filled(tongue, near, [opening, numbers, question, stay], first=first)

    def follow(
        self, followup: Followup, language: str, /, *, earlier: int = 0, young: bool = False
    ) -> str:
        """The text for *followup*, in paragraphs; *earlier* and *young* are as in `answer`."""
        tongue = self._tongues["ko" if language == "ko" else "en"]
        near = self._near(tongue)
        told, question, stay = tongue.following(followup.name, earlier)
        if followup.level is Level.IMMINENT and "{emergency}" not in told:
            told = f"{{danger}} {told}"
        level = (
            max(followup.level, Level.EXPLICIT, key=_SEVERITY) if followup.numbers else Level.NONE
        )
        first = _first_of((followup.kind,), young=young)
        due = self._numbers if followup.again else self._due
        numbers = due(tongue, near, level, earlier=earlier, first=first)
        return self._filled(tongue, near, [told, numbers, question, stay], first=first)

    def danger(self, language: str, /) -> str:
        """Whom to call in a danger that is there."""
        tongue = self._tongues["ko" if language == "ko" else "en"]
        return self._filled(tongue, self._near(tongue), ["{danger}", ""])

    def check_in(self, language: str, /) -> str:
        """What somebody is asked who comes back hours after danger."""
        return self.follow(Followup(name="check_in", level=Level.NONE), language)

    def going_on(self, language: str, /, *, earlier: int = 0) -> str:
        """What is said in danger where there is nothing else that may be told.

        *earlier* is as in `answer`.
        """
        return self.follow(Followup(name="going_on", level=Level.NONE), language, earlier=earlier)

    def asked(self, told: str, /) -> str:
        """What the question in *told*, one of these texts, was about; empty if it asked nothing.

        One of ``thoughts plan danger safe company other``.
        """
        questions = (pair for tongue in self._tongues.values() for pair in tongue.questions)
        return next((about for about, text in questions if text in told), "")

    def helplines(self, language: str, /) -> str:
        """All the numbers for *language*, and where those of other countries are found."""
        tongue = self._tongues["ko" if language == "ko" else "en"]
        near = self._near(tongue)
        numbers = self._numbers(tongue, near, Level.EXPLICIT, earlier=0, whole=True)
        return self._filled(tongue, near, [numbers])

    def for_all(self, language: str, /) -> str:
        """What a group may read: where anybody can turn to, and nothing about anybody."""
        tongue = self._tongues["ko" if language == "ko" else "en"]
        numbers = self._numbers(tongue, self._near(tongue), Level.EXPLICIT, earlier=0)
        return self._filled(tongue, self._near(tongue), [tongue.for_all, numbers])

    def _filled(
        self,
        tongue: "_Tongue",
        near: Sequence[Country],
        paragraphs: Sequence[str],
        *,
        first: AbstractSet[str] = frozenset(),
    ) -> str:
        known = near if self._country in self._countries else []
        *others, stay = paragraphs
        if any("{danger}" in paragraph for paragraph in others):
            stay = stay.removeprefix(f"{tongue.danger} ")  # once is enough
        text = "\n\n".join(filter(None, [*others, stay]))
        return tongue.filled(text, known=known, near=near, first=first)

    def _near(self, tongue: "_Tongue") -> Sequence[Country]:
        """Where the person is, then where their language is at home: never an empty list.

        Who writes English may live in Korea as well, so they are told both if nothing is known.
        """
        codes = [self._country, _HOME[tongue.language]]
        if not self._country and tongue.language != "ko":
            codes.append(_HOME["ko"])
        return [self._countries[code] for code in dict.fromkeys(codes) if code in self._countries]

    def _due(
        self,
        tongue: "_Tongue",
        near: Sequence[Country],
        level: Level,
        *,
        earlier: int,
        first: AbstractSet[str],
    ) -> str:
        """All the numbers now and then, one in between; in danger its text has that already."""
        if not earlier % _ALL_AGAIN:
            return self._numbers(tongue, near, level, earlier=earlier, first=first)
        return tongue.one_number if level is Level.EXPLICIT else ""

    def _numbers(
        self,
        tongue: "_Tongue",
        near: Sequence[Country],
        level: Level,
        *,
        earlier: int,
        first: AbstractSet[str] = frozenset(),
        whole: bool = False,
    ) -> str:
        if level not in _WITH_NUMBERS:
            return ""
        rows = [tongue.heading(earlier), *tongue.rows(near, first, whole=whole)]
        if [country.code for country in near] != [_HOME["ko"]]:
            rows.append(
                tongue.elsewhere(self._directory.name[tongue.language], self._directory.address)
            )
        if level is Level.EXPLICIT:
            rows.append("{danger}")
        return "\n".join(rows)


class _Tongue:
    """The texts of one language."""

    def __init__(self, texts: Mapping[str, Any], later: Mapping[str, Any], language: str) -> None:
        self.language = language
        self.one_number = str(texts["one_number"])
        self.danger = str(texts["danger"])
        self.for_all = str(texts["for_all"])
        self._texts = texts
        self._later = later
        self.questions = [*_questions(texts), *later["questions"].items()]
        """What each question is about, and the question."""

    def wording(self, topic: str, earlier: int) -> tuple[str, str, str]:
        parts = self._texts[topic]
        opening, question, stay = (
            parts[part][earlier % len(parts[part])] for part in ("open", "ask", "stay")
        )
        return opening, question["text"], stay

    def following(self, name: str, earlier: int) -> tuple[str, str, str]:
        parts = self._later[name]
        question = self._later["questions"].get(parts.get("asks"), "")
        return parts["text"][earlier % len(parts["text"])], question, parts.get("stay", "")

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


def _topic(judgement: Judgement) -> str:
    topic = about(judgement.level, judgement.kinds)
    if judgement.level is Level.CONCERN:
        return topic if topic in _OWN_WORDS else judgement.level
    return _NOW.get(topic, topic) if topic in _HURT else judgement.level


def _first_of(kinds: Sequence[Kind], *, young: bool) -> AbstractSet[str]:
    """The audiences whose lines come first."""
    abused = Kind.ABUSE in kinds
    return {
        name
        for name, holds in (("abused", abused), ("young", young), ("bullied", abused and young))
        if holds
    }


def _fitting(lines: Sequence[Helpline], first: AbstractSet[str]) -> Sequence[Helpline]:
    """*lines* with those for the audiences *first* in front; those for who is hurt only so."""
    known = [line for line in lines if line.audience not in _HURT_ONES or line.audience in first]
    return sorted(known, key=lambda line: line.audience not in first)


@cache
def _texts(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files("bot.care") / name).read_text("utf-8"))


def _questions(texts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for topic in texts.values():
        if isinstance(topic, dict) and "ask" in topic:
            yield from ((question["about"], question["text"]) for question in topic["ask"])

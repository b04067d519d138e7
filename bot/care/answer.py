"""What is said when the guard takes a turn: written by people, sent with every model down.

::

    Answers(country="KR", home=None).answer(judgement, "ko", earlier=0) -> str
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.care.guard import Judgement, Kind
from bot.events import Level
from config.helplines import Country, Helpline, load_helplines

_HOME = {"ko": "KR", "en": "US"}
_WITH_NUMBERS = {Level.EXPLICIT, Level.IMMINENT}


class Answers:
    """The texts and the helplines, read once; `answer` then does no I/O and cannot fail."""

    def __init__(self, *, country: str = "", home: Path | None = None) -> None:
        """*country* is the ISO 3166 code of where people are, empty if it is not known; *home* is
        ``MAUM_HOME``, whose ``helplines.toml`` replaces shipped countries. Raises `ConfigError`.
        """
        texts = tomllib.loads((files("bot.care") / "answers.toml").read_text("utf-8"))
        helplines = load_helplines(home)
        self._tongues = {language: _Tongue(texts[language], language) for language in _HOME}
        self._countries = helplines.countries
        self._directory = helplines.directory
        self._country = country.upper()

    def answer(self, judgement: Judgement, language: str, /, *, earlier: int = 0) -> str:
        """The text for *judgement* in *language*, in paragraphs; empty for `Level.NONE`.

        *earlier* counts the care turns that this conversation has had: each has other words.
        """
        if judgement.level is Level.NONE:
            return ""
        tongue = self._tongues["ko" if language == "ko" else "en"]
        near = self._near(tongue)
        opening, question, stay = tongue.wording(_topic(judgement), earlier)
        numbers = self._numbers(tongue, near, judgement.level, earlier=earlier)
        paragraphs = filter(None, [opening, numbers, question, stay])
        known = near if self._country in self._countries else []
        return tongue.filled("\n\n".join(paragraphs), known=known, first=near[0].lines[0])

    def helplines(self, language: str, /) -> str:
        """All the numbers for *language*, and where those of other countries are found."""
        tongue = self._tongues["ko" if language == "ko" else "en"]
        near = self._near(tongue)
        numbers = self._numbers(tongue, near, Level.EXPLICIT, earlier=0)
        known = near if self._country in self._countries else []
        return tongue.filled(numbers, known=known, first=near[0].lines[0])

    def _near(self, tongue: "_Tongue") -> Sequence[Country]:
        """Where the person is, then where their language is at home: never an empty list.

        Who writes English may live in Korea as well, so they are told both if nothing is known.
        """
        codes = [self._country, _HOME[tongue.language]]
        if not self._country and tongue.language != "ko":
            codes.append(_HOME["ko"])
        return [self._countries[code] for code in dict.fromkeys(codes) if code in self._countries]

    def _numbers(
        self, tongue: "_Tongue", near: Sequence[Country], level: Level, *, earlier: int
    ) -> str:
        if level not in _WITH_NUMBERS:
            return ""
        rows = [tongue.heading(earlier), *tongue.rows(near)]
        if [country.code for country in near] != [_HOME["ko"]]:
            rows.append(
                tongue.elsewhere(self._directory.name[tongue.language], self._directory.address)
            )
        if level is Level.EXPLICIT:
            rows.append("{danger}")
        return "\n".join(rows)


class _Tongue:
    """The texts of one language."""

    def __init__(self, texts: Mapping[str, Any], language: str) -> None:
        self.language = language
        self._texts = texts

    def wording(self, topic: str, earlier: int) -> tuple[str, str, str]:
        parts: Mapping[str, Sequence[str]] = self._texts[topic]
        opening, question, stay = (
            parts[part][earlier % len(parts[part])] for part in ("open", "ask", "stay")
        )
        return opening, question, stay

    def heading(self, earlier: int) -> str:
        return str(self._texts["again" if earlier else "numbers"])

    def rows(self, countries: Sequence[Country]) -> Iterator[str]:
        for country in countries:
            where = f"{country.name[self.language]}: " if len(countries) > 1 else ""
            for line in country.lines:
                yield f"• {where}{self._line(line)}"

    def elsewhere(self, name: str, address: str) -> str:
        return "• " + str(self._texts["other_countries"]).format(directory=f"{name}, {address}")

    def filled(self, text: str, *, known: Sequence[Country], first: Helpline) -> str:
        name = ", ".join(filter(None, [first.name[self.language], self._hours(first)]))
        first_line = self._texts["line_in_a_sentence"].format(number=first.number, name=name)
        return (
            text.replace("{danger}", self._texts["danger"])
            .replace("{emergency}", self._emergency(known))
            .replace("{first}", first_line)
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
        foreign = self.language not in line.languages
        spoken = self._texts["answers_in"].get(line.languages[0], "") if foreign else ""
        notes = ", ".join(filter(None, [self._hours(line), line.text[self.language], spoken]))
        return f"{said} ({notes})" if notes else str(said)

    def _hours(self, line: Helpline) -> str:
        return str(self._texts["around_the_clock"]) if line.hours == "24" else line.hours


def _topic(judgement: Judgement) -> str:
    for kind in (Kind.BEREAVED, Kind.SOMEONE_ELSE):
        if judgement.level is Level.CONCERN and kind in judgement.kinds:
            return kind
    return judgement.level

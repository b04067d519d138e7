"""What is said when the guard takes a turn: written by people, sent with every model down.

::

    Answers(country="KR", home=None).answer(judgement, "ko", earlier=0) -> str
    Answers(country="KR", home=None).follow(followup, "ko", earlier=1) -> str
"""

import tomllib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.care.course import about
from bot.care.followup import Followup
from bot.care.guard import Judgement, Kind
from bot.care.tongue import Tongue
from bot.events import Level
from config.helplines import Country, load_helplines

_HOME = {"ko": "KR", "en": "US"}
_SEVERITY = list(Level).index
_WITH_NUMBERS = {Level.EXPLICIT, Level.IMMINENT}
_HURT = (Kind.ABUSE, Kind.VIOLENCE, Kind.EATING)
_OWN_WORDS = (Kind.BEREAVED, Kind.SOMEONE_ELSE, *_HURT)
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
            language: Tongue(texts[language], later[language] | by_kind[language], language)
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
        tongue: Tongue,
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

    def _near(self, tongue: Tongue) -> Sequence[Country]:
        """Where the person is, then where their language is at home: never an empty list.

        Who writes English may live in Korea as well, so they are told both if nothing is known.
        """
        codes = [self._country, _HOME[tongue.language]]
        if not self._country and tongue.language != "ko":
            codes.append(_HOME["ko"])
        return [self._countries[code] for code in dict.fromkeys(codes) if code in self._countries]

    def _due(
        self,
        tongue: Tongue,
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
        tongue: Tongue,
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


@cache
def _texts(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files("bot.care") / name).read_text("utf-8"))

"""What is said when the guard takes a turn: written by people, sent with every model down.

::

    Answers(country="KR", home=None).answer(judgement, "ko", earlier=0) -> str
    Answers(country="KR", home=None).follow(followup, "ko", earlier=1) -> str
"""

import tomllib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.care.course import OWN_WORDS, Numbers, about
from bot.care.followup import Followup
from bot.care.guard import Judgement, Kind
from bot.care.tongue import Tongue, without_numbers
from bot.events import Level
from config.helplines import Country, load_helplines

_HOME = {"ko": "KR", "en": "US"}
_SEVERITY = list(Level).index
_WITH_NUMBERS = {Level.EXPLICIT, Level.IMMINENT}
_HURT = (Kind.ABUSE, Kind.VIOLENCE, Kind.EATING)
_NOW = {Kind.ABUSE: "abuse_now", Kind.VIOLENCE: "violence_now"}
_REFUSED, _SOUGHT = ("no_numbers",), ("numbers_wanted", "by_text", "line_busy")
"""The followups of who wants to hear of no numbers, and of who wants them after all."""
_EASING = ("took_back", "safe", "will_not_hurt", "they_are_safe")
_LEAVING = ("letting_go",)
"""What eases a danger that was told, and what leaves it as it is."""
_ALL_AGAIN = 4
"""Care turns after which all the numbers are told once more; between them one is named."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom an answer is for, as far as its numbers go."""

    tongue: Tongue
    near: Sequence[Country]
    first: AbstractSet[str] = frozenset()
    """Those whose lines come first; see `config.helplines.Helpline.audience`."""


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
        self,
        judgement: Judgement,
        language: str,
        /,
        *,
        earlier: int = 0,
        young: bool = False,
        numbers: Numbers = Numbers.DUE,
        told: Sequence[str] = (),
    ) -> str:
        """The text for *judgement* in *language*, in paragraphs; empty for `Level.NONE`.

        *earlier* counts the care turns that this conversation has had, and *told* are the answers that
        it has had lately: each has other words. Who is *young* is told the lines for them first.
        """
        if judgement.level is Level.NONE:
            return ""
        tongue = self._tongue(language)
        topic = _topic(judgement)
        opening, question, stay = tongue.wording(topic, earlier, told)
        level = judgement.level
        if topic in _HURT and not earlier % _ALL_AGAIN:
            level = Level.EXPLICIT
        audience = Audience(tongue, self._near(tongue), _first_of(judgement.kinds, young=young))
        rows = self._due(audience, level, earlier=earlier, numbers=numbers)
        if numbers is Numbers.NONE and judgement.level is not Level.IMMINENT:
            stay = without_numbers(stay)
        return self._filled(audience, [opening, rows, question, stay])

    def hunch(
        self,
        judgement: Judgement,
        language: str,
        /,
        *,
        young: bool = False,
        earlier: int = 0,
    ) -> str:
        """The question for a *judgement* that no word bears out, in paragraphs.

        *earlier* counts the hunches that this conversation has had.
        """
        tongue = self._tongue(language)
        grave = judgement.level is Level.IMMINENT and judgement.kinds[0] is Kind.SELF_HARM
        opening, stay = tongue.asking(earlier)
        question = tongue.hunch(Level.IMMINENT if grave else judgement.kinds[0])
        first = _first_of(judgement.kinds, young=young)
        return self._filled(Audience(tongue, self._near(tongue), first), [opening, question, stay])

    def is_hunch(self, told: str, /) -> bool:
        """Whether *told*, one of these texts, but asks whether there is a danger."""
        return any(tongue.is_hunch(told) for tongue in self._tongues.values())

    def follow(
        self,
        followup: Followup,
        language: str,
        /,
        *,
        earlier: int = 0,
        young: bool = False,
        kinds: Sequence[Kind] = (),
        numbers: Numbers = Numbers.DUE,
        told: Sequence[str] = (),
    ) -> str:
        """The text for *followup*, in paragraphs; *kinds* is all that the message is about, the rest
        is as in `answer`."""
        tongue = self._tongue(language)
        opening, question, stay = tongue.following(followup.name, earlier, told)
        grave = followup.level is Level.IMMINENT
        if grave and "{emergency}" not in opening:
            opening = f"{{danger}} {opening}"
        level = (
            max(followup.level, Level.EXPLICIT, key=_SEVERITY) if followup.numbers else Level.NONE
        )
        first = _first_of((followup.kind, *kinds), young=young)
        audience = Audience(tongue, self._near(tongue), first)
        if followup.again:
            rows = self._numbers(audience, level, earlier=earlier)
        else:
            rows = self._due(audience, level, earlier=earlier, numbers=numbers)
            if numbers is Numbers.NONE and not grave and followup.name not in _REFUSED:
                opening = without_numbers(opening, but="{emergency}")
                stay = without_numbers(stay)
        return self._filled(audience, [opening, rows, question, stay])

    def is_told(self, followup: Followup, language: str, told: Sequence[str], /) -> bool:
        """Whether all there is to say to *followup* was *told*."""
        return self._tongue(language).is_told(followup.name, told)

    def danger(self, language: str, /) -> str:
        """Whom to call in a danger that is there."""
        tongue = self._tongue(language)
        return self._filled(Audience(tongue, self._near(tongue)), ["{danger}", ""])

    def helpline(self, language: str, /, *, young: bool = False, kinds: Sequence[Kind] = ()) -> str:
        """The line to try first, in the middle of a sentence; *kinds* is what the danger is about."""
        tongue = self._tongue(language)
        first = _first_of(kinds, young=young)
        return self._filled(Audience(tongue, self._near(tongue), first), ["{first}", ""])

    def asked(self, told: str, /) -> str:
        """What the question in *told*, one of these texts, was about; empty if it asked nothing.

        One of ``thoughts plan danger safe company other``.
        """
        questions = (pair for tongue in self._tongues.values() for pair in tongue.questions)
        return next((about for about, text in questions if text in told), "")

    def wanted(self, told: str, /) -> bool | None:
        """Whether *told*, one of these texts, answers who wants numbers (True), or none (False)."""
        return False if self._tells(_REFUSED, told) else self._tells(_SOUGHT, told) or None

    def eases(self, told: str, /) -> bool | None:
        """Whether *told*, one of these texts, answers who feels better; None where it lets them go."""
        return None if self._tells(_LEAVING, told) else self._tells(_EASING, told)

    def _tells(self, names: Sequence[str], told: str) -> bool:
        """Whether *told* is the text for one of the followups of those *names*."""
        return any(one.tells(name, told) for one in self._tongues.values() for name in names)

    def helplines(self, language: str, /) -> str:
        """All the numbers for *language*, and where those of other countries are found."""
        tongue = self._tongue(language)
        audience = Audience(tongue, self._near(tongue))
        return self._filled(
            audience, [self._numbers(audience, Level.EXPLICIT, earlier=0, whole=True)]
        )

    def for_all(self, language: str, /) -> str:
        """What a group may read: where anybody can turn to, and nothing about anybody."""
        tongue = self._tongue(language)
        audience = Audience(tongue, self._near(tongue))
        numbers = self._numbers(audience, Level.EXPLICIT, earlier=0)
        return self._filled(audience, [tongue.for_all, numbers])

    def _tongue(self, language: str) -> Tongue:
        return self._tongues["ko" if language == "ko" else "en"]

    def _filled(self, audience: Audience, paragraphs: Sequence[str]) -> str:
        tongue = audience.tongue
        known = audience.near if self._country in self._countries else []
        *others, stay = paragraphs
        if any("{danger}" in paragraph for paragraph in others):
            stay = stay.removeprefix(f"{tongue.danger} ")  # once is enough
        text = "\n\n".join(filter(None, [*others, stay]))
        return tongue.filled(text, known=known, near=audience.near, first=audience.first)

    def _near(self, tongue: Tongue) -> Sequence[Country]:
        """Where the person is, then where their language is at home: never an empty list.

        Who writes English may live in Korea as well, so they are told both if nothing is known.
        """
        codes = [self._country, _HOME[tongue.language]]
        if not self._country and tongue.language != "ko":
            codes.append(_HOME["ko"])
        return [self._countries[code] for code in dict.fromkeys(codes) if code in self._countries]

    def _due(self, audience: Audience, level: Level, *, earlier: int, numbers: Numbers) -> str:
        """All the numbers now and then, one in between; in danger its text has that already."""
        if numbers is Numbers.NONE:
            return ""
        if numbers is Numbers.DUE and not earlier % _ALL_AGAIN:
            return self._numbers(audience, level, earlier=earlier)
        return audience.tongue.one_number if level is Level.EXPLICIT else ""

    def _numbers(
        self, audience: Audience, level: Level, *, earlier: int, whole: bool = False
    ) -> str:
        if level not in _WITH_NUMBERS:
            return ""
        tongue, near = audience.tongue, audience.near
        rows = [tongue.heading(earlier), *tongue.rows(near, audience.first, whole=whole)]
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
        return topic if topic in OWN_WORDS else judgement.level
    return _NOW.get(topic, topic) if topic in _HURT else judgement.level


def _first_of(kinds: Sequence[Kind], *, young: bool) -> AbstractSet[str]:
    """The audiences whose lines come first."""
    abused = Kind.ABUSE in kinds
    holds = {
        "abused": abused,
        "young": young,
        "bullied": abused and young,
        "eating": Kind.EATING in kinds,
    }
    return {name for name, is_so in holds.items() if is_so}


@cache
def _texts(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files("bot.care") / name).read_text("utf-8"))

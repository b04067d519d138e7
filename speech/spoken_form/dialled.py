"""Numbers to call, which are said digit by digit: nobody finds help at a hundred and nine."""

import re
from collections.abc import Set
from functools import cache

from config.helplines import Helplines, load_helplines

_ALSO = frozenset({"129", "1366", "1393"})
"""Korean numbers for help that are no helplines of maum's, but that models name."""
_NUMBER = re.compile(r"\d(?:[\d -]*\d)?")
_BEHIND = (
    "으로|로|번(?!째)|에|을|를|이|가|은|는|와|과|나|도|의|처럼|하고|한테|라고|예|입니다|"
    "구급|신고|상담|안전|센터|콜"
)
_COUNTED = "people|times|days|hours|minutes|years|dollars|won|percent|pages|steps|words"
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS = {"ko": "공일이삼사오육칠팔구", "en": tuple(f"{word} " for word in _ENGLISH)}
_PLUS = {"ko": "플러스 ", "en": "plus "}


def dialled_in(helplines: Helplines) -> Set[str]:
    """Every number that *helplines* send people to, in writing too."""
    told = [
        words
        for country in helplines.countries.values()
        for number in (country.emergency.number, *(line.text for line in country.lines))
        for words in (number.ko, number.en)
    ]
    told += [line.number for country in helplines.countries.values() for line in country.lines]
    return frozenset(found for words in told for found in _NUMBER.findall(words))


@cache
def shipped() -> Set[str]:
    """The numbers of the helplines that come with maum."""
    return dialled_in(load_helplines())


def spelled_numbers(text: str, language: str, dialled: Set[str]) -> str:
    """*text* with what is *dialled*, and what looks like it, digit by digit.

    *language* is ``ko`` or ``en``.
    """
    phone = _phone(frozenset(dialled))
    return phone.sub(lambda found: digit_by_digit(found[0], language), text)


@cache
def _phone(dialled: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(dialled | _ALSO, key=len, reverse=True)
    known = "|".join(number.replace(" ", " ?") for number in longest_first)
    return re.compile(
        r"(?<![\w.,\-$₩€£])(?<!\d[:/])"
        rf"(?:{known}|"
        r"1-\d{3}-\d{3}-\d{4}|\+\d{1,3}[- ]\d{1,3}[- ]\d{3,4}[- ]\d{4}|\(?0\d{1,2}\)[- ]?\d{3,4}-\d{4}|"
        r"0\d{1,2} \d{3,4} \d{4}|\d{2,4}-\d{3,4}-\d{4}|1[568]\d\d[- ]\d{4}|"
        r"\d{3,4}(?=번?(?:으로|로|에) ?(?:전화|신고|연락|문의)))"
        rf"(?![-–:/.,]\d|%| (?:{_COUNTED}))(?=\W|$|{_BEHIND})"
    )


def digit_by_digit(number: str, language: str) -> str:
    """*number* as it is dialled, with a comma's pause between its groups."""
    groups = re.findall(r"\d+", number)
    said = ["".join(_DIGITS[language][int(digit)] for digit in group).strip() for group in groups]
    return (_PLUS[language] if number.startswith("+") else "") + ", ".join(said)

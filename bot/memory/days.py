"""The day that a text names, seen from the day on which it was said."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

_KOREAN_DAYS = "월화수목금토일"
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COUNTS = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "열흘": 10, "일주일": 7, "보름": 15}
_WORDS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_MONTH_NAMES = "|".join(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september",
     "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept",
     "sep", "oct", "nov", "dec")
)  # fmt: skip
_NUMBER = r"(\d{1,3}|a|one|two|three|four|five|six|ten)"
_WEEKDAY = "|".join(_ENGLISH_DAYS)

_Reading = Callable[["re.Match[str]", date], date | None]


def day_in(text: str, today: date, /) -> date | None:
    """The day that *text* names; None if it names none, or none in particular."""
    if _TOO_FAR.search(text):
        return None
    for pattern, reading in _READINGS:
        if found := pattern.search(text):
            return reading(found, today)
    return None


def vague_time(text: str, /) -> str | None:
    """What *text* says of a time to come that is no day: “다음 주”, “next month”."""
    found = _VAGUE.search(text)
    return found[0].strip() if found else None


def _after(days: int) -> _Reading:
    return lambda _, today: today + timedelta(days)


def _calendar(today: date, month: int, day: int) -> date | None:
    """That day of this year, or of the next if it is long past."""
    for year in (today.year, today.year + 1):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            made = date(year, month, day)
            if made >= today - timedelta(days=60):
                return made
    return None


def _korean_date(found: "re.Match[str]", today: date) -> date | None:
    return _calendar(today, int(found[1]), int(found[2]))


def _english_date(found: "re.Match[str]", today: date) -> date | None:
    month, day = found["month"] or found["month2"], found["day"] or found["day2"]
    return _calendar(today, _MONTHS.index(month[:3].lower()) + 1, int(day))


def _next_month(found: "re.Match[str]", today: date) -> date | None:
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    day = int(found[1])
    return first.replace(day=day) if 1 <= day <= monthrange(first.year, first.month)[1] else None


def _of_month(found: "re.Match[str]", today: date) -> date | None:
    day = int(found[1])
    if not 1 <= day <= monthrange(today.year, today.month)[1]:
        return None
    return today.replace(day=day) if day >= today.day else None


def _weekday(number: int, today: date, weeks: int) -> date:
    """That day of the week *weeks* from now; weeks begin on Monday."""
    return today + timedelta(days=number - today.weekday() + 7 * weeks)


def _coming(number: int, today: date) -> date:
    return today + timedelta(days=(number - today.weekday()) % 7)


def _korean_weekday(found: "re.Match[str]", today: date) -> date:
    number, week = _KOREAN_DAYS.index(found[2]), found[1] or ""
    if "다다음" in week:
        return _weekday(number, today, 2)
    if "다음" in week:
        return _weekday(number, today, 1)
    if "이번" in week:
        return _weekday(number, today, 0)
    return _coming(number, today)


def _english_weekday(found: "re.Match[str]", today: date) -> date:
    number = _ENGLISH_DAYS.index(found[2].lower())
    return (
        _weekday(number, today, 1) if (found[1] or "").lower() == "next" else _coming(number, today)
    )


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower()]


_READINGS: tuple[tuple["re.Pattern[str]", _Reading], ...] = (
    (re.compile(r"(\d{1,2})월\s?(\d{1,2})일"), _korean_date),
    (re.compile(r"다음\s?달\s?(\d{1,2})일"), _next_month),
    (re.compile(r"(?<!\d)(\d{1,3})일\s?(?:뒤|후)"), lambda f, t: t + timedelta(int(f[1]))),
    (re.compile(r"(\d{1,2})주\s?(?:뒤|후)"), lambda f, t: t + timedelta(7 * int(f[1]))),
    (
        re.compile(rf"({'|'.join(_COUNTS)})\s?(?:뒤|후)"),
        lambda f, t: t + timedelta(_COUNTS[f[1]]),
    ),
    (
        re.compile(rf"((?:이번|다다음|다음)\s?주\s?)?(?<![가-힣])([{_KOREAN_DAYS}])요일"),
        _korean_weekday,
    ),
    (re.compile(r"내일\s?모레|(?<![가-힣])모레"), _after(2)),
    (re.compile(r"(?<![가-힣])글피"), _after(3)),
    (re.compile(r"(?<![가-힣])내일"), _after(1)),
    (re.compile(r"(?<![가-힣])오늘"), _after(0)),
    (re.compile(r"(?<![\d월달] )(?<![\d월달])(\d{1,2})일(?:에|날|이|부터|은)"), _of_month),
    (
        re.compile(
            rf"\b(?P<month>{_MONTH_NAMES})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
            rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month2>{_MONTH_NAMES})\b",
            re.IGNORECASE,
        ),
        _english_date,
    ),
    (re.compile(r"\bday after tomorrow\b", re.IGNORECASE), _after(2)),
    (re.compile(r"\btomorrow\b", re.IGNORECASE), _after(1)),
    (re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE), _after(0)),
    (
        re.compile(rf"\bin {_NUMBER} days?\b", re.IGNORECASE),
        lambda f, t: t + timedelta(_count(f[1])),
    ),
    (
        re.compile(rf"\bin {_NUMBER} weeks?\b", re.IGNORECASE),
        lambda f, t: t + timedelta(7 * _count(f[1])),
    ),
    (re.compile(rf"\b(?:(next|this|on|coming) )({_WEEKDAY})\b", re.IGNORECASE), _english_weekday),
    (re.compile(r"\bon the (\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE), _of_month),
)  # fmt: skip
_TOO_FAR = re.compile(r"다다음\s?달|(?:첫|둘|셋|넷|마지막)\S*\s?주|(?:다음|이번)\s?달\s\S*요일")
_VAGUE = re.compile(
    r"이번\s?주말|다음\s?주말|이번\s?주|다다음\s?주|다음\s?주|이번\s?달|다음\s?달|내년|다음\s?학기|곧"
    r"|\b(?:this|next) (?:week(?:end)?|month|year|semester|spring|summer|autumn|fall|winter)\b|\bsoon\b",
    re.IGNORECASE,
)

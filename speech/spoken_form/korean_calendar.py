"""Dates and times in Korean."""

import re

from speech.spoken_form.korean_numbers import native, sino
from speech.spoken_form.rules import FREE, TO, rules

_MONTHS = ("일", "이", "삼", "사", "오", "유", "칠", "팔", "구", "시", "십일", "십이")
_HALVES = r"오전|오후|새벽|아침|저녁|밤|낮|[AaPp][Mm]"


def _month(number: str) -> str:
    return f"{_MONTHS[int(number) - 1]}월" if 1 <= int(number) <= 12 else f"{sino(number)}월"


def _date(found: re.Match[str]) -> str:
    year, month, day = found["year"], int(found["month"]), int(found["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return found[0]
    return f"{sino(year)}년 {_month(found['month'])} {sino(str(day))}일"


def _day(found: re.Match[str]) -> str:
    """「3/15」, where it is no fraction."""
    month, day = int(found["month"]), int(found["day"])
    sure = day > 12 or found["sure"] is not None
    if not (sure and 1 <= month <= 12 and 1 <= day <= 31):
        return found[0]
    return f"{_month(found['month'])} {sino(str(day))}일{found['sure'] or ''}"


def _days(found: re.Match[str]) -> str:
    """「5/1~5/5」."""
    days = (f"{_month(month)} {sino(day)}일" for month, day in re.findall(r"(\d+)/(\d+)", found[0]))
    return "에서 ".join(days)


def _time(found: re.Match[str]) -> str:
    hour, minute = int(found["hour"]), int(found["minute"])
    half = _half(found["before"] or found["after"])
    said = f"{half}{_hour(hour)}"
    if minute:
        said += f" {sino(str(minute))}분"
    if found["second"]:
        said += f" {sino(str(int(found['second'])))}초"
    return said


def _half(written: str | None) -> str:
    mark = (written or "").lower().replace(".", "").strip()
    return {"": "", "am": "오전 ", "pm": "오후 "}.get(mark, f"{mark} ")


def _hour(hour: int) -> str:
    return f"{native(hour)} 시" if 1 <= hour <= 12 else f"{sino(str(hour))}시"


CALENDAR = rules(
    (r"(?<![\d.,:/-])0+(?=[1-9]\d?\s?(?:월|일|시|분|초))", ""),
    # Dates.
    (r"(?<=\d)\s?[~～∼〜]\s?(?=\d{4}[-./]\d)", "에서 "),
    (
        rf"{FREE}(?P<year>\d{{4}})(?P<mark>[-./])\s?(?P<month>\d{{1,2}})(?P=mark)\s?"
        r"(?P<day>\d{1,2})(?!\d|[-/.]\d)(?:일|\.(?=[가-힣]))?",
        _date,
    ),
    (
        rf"{FREE}(?P<year>(?:19|20)\d\d)\.(?P<month>0[1-9]|1[0-2])(?![\d.])",
        lambda found: f"{sino(found['year'])}년 {_month(found['month'])}",
    ),
    (rf"{FREE}\d{{1,2}}/\d{{1,2}}\s?[~～∼〜–]\s?\d{{1,2}}/\d{{1,2}}(?![\d/])", _days),
    (
        rf"{FREE}(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})"
        r"(?!\d|[/.]\d)(?P<sure>\s?\([월화수목금토일]\)|(?=에|부터|까지|날))?",
        _day,
    ),
    (r"['’](?P<number>\d\d)년", lambda found: f"{sino(found['number'].lstrip('0') or '0')}년"),
    (rf"(?<=\d월){TO}(?=\d{{1,2}}월)", "에서 "),
    (
        rf"(?<![\d.])(\d{{1,2}}){TO}(?=\d{{1,2}}월(?!드))",
        lambda found: f"{_month(found[1])}에서 ",
    ),
    (r"(?<![\d.])(\d{1,2})\s?[·ㆍ,]\s?(?=\d{1,2}월(?!드))", lambda found: f"{_month(found[1])}, "),
    (r"(?<!\d)(\d{1,2})월(?!드)", lambda found: _month(found[1])),
    # Times.
    (r"(?<![\w/])24/7(?![\w/])", "이십사시간"),
    (
        rf"{FREE}(\d{{1,3}})[:-](\d{{1,3}})(?=로\s?(?:이|졌|지|승|패|비|역전|끝|앞|뒤))",
        lambda found: f"{sino(found[1])} 대 {sino(found[2])}",
    ),
    (r"(?<=:\d\d)\s?[~～∼〜–-]\s?(?=\d{1,2}:\d\d)", "에서 "),
    (
        rf"{FREE}(?P<before>(?:{_HALVES})\s?)?"
        r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![:\d])"
        r"(?:\s?(?P<after>[AaPp]\.?[Mm]\.?)(?![A-Za-z]))?시?",
        _time,
    ),
    (
        rf"{FREE}(?P<hour>1?\d)\s?(?P<half>[AaPp]\.?[Mm]\.?)(?![A-Za-z])",
        lambda found: _half(found["half"]) + _hour(int(found["hour"])),
    ),
    (r"(?<![A-Za-z])([AaPp][Mm])\s?(?=\d{1,2}\s?시)", lambda found: _half(found[1])),
)

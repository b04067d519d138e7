"""Ranges and counts in Korean, with the numbers that each counter takes."""

import re
from collections.abc import Callable

from speech.spoken_form.korean_numbers import (
    COUNTERS,
    PARTICLES,
    about,
    counted,
    digits,
    native,
    sino,
)
from speech.spoken_form.rules import FREE, NUMBER, TO, WHOLE, rules

_COUNTER = rf"(?P<counter>{'|'.join(COUNTERS)})(?!(?<=번)지)(?=$|[^가-힣]|(?:{PARTICLES}))"
_NUMBERED = (
    r"\s?(?:출구|문제|버스|방(?!문)|창구|선수|홈(?!런)|게이트|승강장|좌석|자리|질문(?!하|했|해)|항목|보기|트랙|"
    r"마을버스|국도|타자|주자|레인|유형|후보)|을|으로|과|지|가(?=$|[^가-힣]|에|의|로)"
)
"""What is numbered, so that 번 in front of it is no count of times."""
_NUMBER_OF = (
    "(?<![가-힣])(?:기호|정답[은이]?|답[은이]?|보기|문항|교향곡|협주곡|소나타|채널|번호[는가]?)"
)
"""The same, with the number behind it."""
_THE_GREAT = "보험|영양소|강|명절|악|원칙|요소|천왕|기획사"
"""What there is a known number of: 4대 보험."""
_GUESTS = "손님|고객|어르신|선생님"
_ANNIVERSARIES = (
    *("3·1", "4·3", "4·19", "5·16", "5·18", "6·10", "6·25", "8·15"),
    *("10·26", "10·29", "12·3", "12·12"),
)
_REMEMBERED = "절|운동|혁명|민주|전쟁|광복|항쟁|사태|사건|참사|계엄|때"


def _counted_range(found: re.Match[str]) -> str:
    first, last, counter = found["first"], found["last"], found["counter"]
    if int(last) == int(first) + 1 <= 9 and int(first):
        return about(int(first), counter)
    if counter in COUNTERS:
        return f"{counted(first, counter)}에서 {counted(last, counter)}"
    return f"{sino(first)}에서 {sino(last)}{counter}"


def _next_to(found: re.Match[str]) -> str:
    """「2·3일」, 「2, 3명」: one number and the next."""
    first, last = int(found["first"]), int(found["last"])
    return about(first, found["counter"]) if last == first + 1 else found[0]


def _anniversary(found: re.Match[str]) -> str:
    """「6·25」: the day digit by digit, unless it is a round one."""
    month, day = found["month"], found["day"]
    if f"{month}·{day}" not in _ANNIVERSARIES:
        return found[0]
    return sino(month) + (sino(day) if day in {"10", "12"} else digits(day))


def _ordinal(found: re.Match[str]) -> str:
    number = int(found["number"])
    if number == 1:
        return f"첫{'' if found['what'] == '째' else ' '}{found['what']}"
    if found["what"] == "째" and number == 2:
        return "둘째"
    said = native(number) if number < 100 else sino(str(number))
    return f"{said} {found['what']}"


def _sino_of(group: str) -> Callable[[re.Match[str]], str]:
    """The number called *group* in Sino-Korean, and what stands behind it."""
    return lambda found: (
        found[0][: found.start(group) - found.start()]
        + sino(found[group])
        + found.string[found.end(group) : found.end()]
    )


RANGES = rules(
    (
        rf"{FREE}(?P<month>\d{{1,2}})(?:[·ㆍ]|\.(?=\d\d?\s?(?:{_REMEMBERED})))"
        r"(?P<day>\d{1,2})(?![\d.])",
        _anniversary,
    ),
    (
        rf"{FREE}(?<!\d, )(?P<first>[1-8])\s?[·ㆍ,]\s?(?P<last>[2-9])\s?(?!번){_COUNTER}",
        _next_to,
    ),
    (
        rf"{FREE}(?<!\d, )(?P<first>[1-8])\s?[·ㆍ,]\s?(?P<last>[2-9])"
        r"(?P<counter>일|주|년|개월|학년|학기|분|초|층|반|교시)",
        _next_to,
    ),
    (rf"{FREE}(?P<first>\d{{1,3}}){TO}(?P<last>\d{{1,3}})\s?{_COUNTER}", _counted_range),
    (
        rf"{FREE}(?P<first>\d{{1,3}})\s?[~～∼〜–]\s?(?P<last>\d{{1,3}})(?P<counter>\s?[가-힣])",
        _counted_range,
    ),
    (
        rf"{FREE}(?P<first>\d{{1,2}})-(?P<last>\d{{1,2}})"
        r"(?P<counter>일|주|년|분|초|개월|월|회|배|도|층|살|세|위|등)",
        _counted_range,
    ),
    (r"(?<=(?<!\d)[12]\d{3})-(?=[12]\d{3}(?![\d-]))", "에서 "),
    (r"(?<=[월화수목금토일])[~～](?=[월화수목금토일](?![가-힣]))", "에서 "),
    (
        r"(?<=\d)(?P<unit>\s?[가-힣]{1,3}|[a-zA-Z%]{1,3}|[천만억]\s?원)?\s?[~～∼〜–]\s?"
        r"(?=(?:오전 |오후 |[$€£¥₩])?\d)",
        lambda found: f"{found['unit'] or ''}에서 ",
    ),
    (r"(?<!\w)[~～∼〜]\s?(?=\d)", ""),
)

COUNTS = rules(
    (
        rf"{FREE}(\d{{1,3}})\s?대\s?(\d{{1,3}})(?=$|[^\d가-힣.,]|[.,](?!\d)|로|의|인|이[었에])",
        lambda found: f"{sino(found[1])} 대 {sino(found[2])}",
    ),
    (
        r"(?<![\d.,])(?P<number>\d{1,3})\s?(?P<what>번째|째)(?=$|[^가-힣]|로|는|가|를|날|의|주|줄)",
        _ordinal,
    ),
    (rf"(?<![\d.,])(?<!\d-)(?P<number>\d+)번(?={_NUMBERED})", _sino_of("number")),
    (rf"{_NUMBER_OF}\s(?P<number>\d+)번", _sino_of("number")),
    (rf"(?P<number>\d)대(?=\s?(?:{_THE_GREAT}))", _sino_of("number")),
    (
        r"(?<![\d.,])(?P<number>\d{1,2})분(?=께|이서|들)",
        lambda found: f"{native(int(found['number']))} 분",
    ),
    (
        rf"(?P<who>(?:{_GUESTS})\s?)(?P<number>[1-9]\d?)분(?=[이과을를]|\s?(?:오[시셨]|계[시셨]|모[시셨]))",
        lambda found: f"{found['who']}{native(int(found['number']))} 분",
    ),
    (rf"제\s?(?P<number>{WHOLE})(?=\s?[가-힣])", lambda found: f"제{sino(found['number'])}"),
    (
        rf"(?P<number>{NUMBER})\s?{_COUNTER}",
        lambda found: counted(found["number"], found["counter"]),
    ),
)

"""Money, measures, fractions and numbers with a great unit in Korean."""

import re

from speech.spoken_form.korean_numbers import PARTICLES, sino
from speech.spoken_form.rules import FREE, NUMBER, rules

_UNITS = {
    "km²": "제곱킬로미터",
    "km2": "제곱킬로미터",
    "m²": "제곱미터",
    "m2": "제곱미터",
    "m3": "세제곱미터",
    "m³": "세제곱미터",
    "kcal": "킬로칼로리",
    "cal": "칼로리",
    "km": "킬로미터",
    "cm": "센티미터",
    "mmHg": "밀리미터에이치지",
    "mm": "밀리미터",
    "kg": "킬로그램",
    "mg": "밀리그램",
    "ml": "밀리리터",
    "mL": "밀리리터",
    "cc": "시시",
    "GB": "기가바이트",
    "MB": "메가바이트",
    "KB": "킬로바이트",
    "TB": "테라바이트",
    "kHz": "킬로헤르츠",
    "MHz": "메가헤르츠",
    "GHz": "기가헤르츠",
    "Hz": "헤르츠",
    "dB": "데시벨",
    "bpm": "비피엠",
    "kW": "킬로와트",
    "mAh": "밀리암페어시",
    "%p": "퍼센트포인트",
    "%": "퍼센트",
    "‰": "퍼밀",
    "m": "미터",
    "g": "그램",
    "t": "톤",
    "L": "리터",
    "l": "리터",
    "W": "와트",
    "V": "볼트",
}
_UNIT = rf"(?P<unit>{'|'.join(map(re.escape, _UNITS))})(?![A-Za-z\d])"
_MONEY = {"$": "달러", "€": "유로", "£": "파운드", "¥": "엔", "₩": "원", "￦": "원"}
_CENTS = {"$": "센트", "€": "센트", "£": "펜스"}
_RATED = "별점|평점|점수|학점|만족도"


def _money(found: re.Match[str]) -> str:
    sign, amount, more = found["sign"], found["amount"], found["more"] or ""
    whole, _, cents = amount.partition(".")
    if len(cents) == 2 and sign in _CENTS and not more:
        said = f"{sino(whole)} {_MONEY[sign]}"
        return f"{said} {sino(str(int(cents)))} {_CENTS[sign]}" if int(cents) else said
    return f"{_great(amount, more) if more else sino(amount)} {_MONEY[sign]}"


def _great(number: str, unit: str) -> str:
    """「3천」, 「5만」, 「1억」; one thousand and one ten thousand go without the one."""
    return unit if number == "1" and unit in {"십", "백", "천", "만"} else sino(number) + unit


def _temperature(found: re.Match[str]) -> str:
    below = "영하 " if found["minus"] else ""
    return f"{below}{sino(found['number'])}도"


def _rated(found: re.Match[str]) -> str:
    points = "" if "." in found["above"] else "점"
    return f"{found['what']}{sino(found['below'])}점 만점에 {sino(found['above'])}{points}"


def _fraction(found: re.Match[str]) -> str:
    return f"{sino(found['below'])}분의 {sino(found['above'])}"


AMOUNTS = rules(
    (
        rf"(?P<what>(?:{_RATED})[은는이가]?\s?)(?P<above>{NUMBER})\s?/\s?(?P<below>{NUMBER})",
        _rated,
    ),
    (
        r"(?<![\d./])(?P<high>[89]\d|[12]\d\d)/(?P<low>[4-9]\d|1[0-3]\d)(?![\d/.])",
        lambda found: f"{sino(found['high'])}에 {sino(found['low'])}",  # blood pressure
    ),
    (
        rf"(?P<sign>[$€£¥₩￦])\s?(?P<amount>{NUMBER})\s?(?P<more>[백천만억조](?![가-힣]))?",
        _money,
    ),
    (rf"(?P<amount>{NUMBER})(?P<more>[백천만억조])?\s?(?P<sign>[$€£¥₩￦])", _money),
    (
        rf"(?<!\w)(?P<minus>(?<!영하 )[-−])?(?P<number>{NUMBER})\s?(?:°C|도(?=$|[^가-힣]|{PARTICLES}))",
        _temperature,
    ),
    (rf"(?P<number>{NUMBER})\s?°F", lambda found: f"화씨 {sino(found['number'])}도"),
    (rf"(?P<number>{NUMBER})\s?km/h", lambda found: f"시속 {sino(found['number'])} 킬로미터"),
    (rf"(?<![\w)])[-−](?={NUMBER}\s?{_UNIT})", "마이너스 "),
    (
        rf"(?P<number>{NUMBER})\s?{_UNIT}",
        lambda found: f"{sino(found['number'])} {_UNITS[found['unit']]}",
    ),
    (rf"{FREE}(?P<above>\d{{1,2}})[/⁄](?P<below>\d{{1,3}})(?![/\d])", _fraction),
    (rf"{FREE}(?P<above>\d)/[nN](?![A-Za-z])", lambda found: f"엔분의 {sino(found['above'])}"),
)

GREAT = rules(
    (
        rf"(?P<number>{NUMBER})(?P<unit>[십백천만억조경]+)",
        lambda found: _great(found["number"], found["unit"]),
    ),
)
"""Behind the counts: 「3조각」 are no trillions."""

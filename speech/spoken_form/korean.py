"""Korean as it is said: dates, times, counts, amounts and letters as words.

Each rule takes what it knows and leaves words, so the next one finds no digits there. The order
matters: what is narrow comes before what is general.
"""

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from speech.spoken_form.dialled import digit_by_digit
from speech.spoken_form.korean_letters import english_digits, letters_said, word_said
from speech.spoken_form.korean_numbers import COUNTERS, about, counted, native, sino

Rule: TypeAlias = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]

_N = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_NUMBER = rf"{_N}(?:\.\d+)?"
_FREE = r"(?<![\w.])(?<!\d,)"
"""No part of a longer word or number goes before."""
_TO = r"\s?[~～∼〜–-]\s?"
_PARTICLES = (
    "이|가|은|는|을|를|의|에|으로|로|와|과|랑|도|만|씩|째|쯤|정도|짜리|뿐|밖|까지|부터|마다|보다|처럼|"
    "나|라|야|예|입|인|고|다|하고|반|남짓|넘|이상|이하|미만|전|후|동안|간|안|더|중|내|들|뒤|께"
)
_COUNTER = rf"(?P<counter>{'|'.join(COUNTERS)})(?=$|[^가-힣]|(?:{_PARTICLES}))"
_NUMBERED = "출구|문제|버스|방|창구|선수|홈|게이트|승강장|좌석|자리|질문|항목|보기|트랙|마을버스|국도|을|으로|과"
"""What is numbered, so that 번 in front of it is no count of times."""
_THE_GREAT = "보험|영양소|강|명절|악|원칙|요소"
"""What there is a known number of: 4대 보험."""

_MONTHS = ("일", "이", "삼", "사", "오", "유", "칠", "팔", "구", "시", "십일", "십이")
_UNITS = {
    "km²": "제곱킬로미터",
    "m²": "제곱미터",
    "m2": "제곱미터",
    "kcal": "킬로칼로리",
    "cal": "칼로리",
    "km": "킬로미터",
    "cm": "센티미터",
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
_MONEY = {"$": "달러", "€": "유로", "£": "파운드", "¥": "엔", "₩": "원", "￦": "원"}
_CENTS = {"$": "센트", "€": "센트", "£": "펜스"}


def korean_words(text: str) -> str:
    """*text* in Korean without digits, and with the signs that have words."""
    for pattern, said in _RULES:
        text = pattern.sub(said, text)
    return _EQUALS.sub(lambda found: _topic(found[1]) + " ", text)


def _date(found: re.Match[str]) -> str:
    year, month, day = found["year"], int(found["month"]), int(found["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return found[0]
    return f"{sino(year)}년 {_MONTHS[month - 1]}월 {sino(str(day))}일"


def _day(found: re.Match[str]) -> str:
    """「3/15」, where it is no fraction."""
    month, day = int(found["month"]), int(found["day"])
    sure = day > 12 or found["sure"] is not None
    if not (sure and 1 <= month <= 12 and 1 <= day <= 31):
        return found[0]
    return f"{_MONTHS[month - 1]}월 {sino(str(day))}일{found['sure'] or ''}"


def _month(found: re.Match[str]) -> str:
    number = int(found[1])
    return f"{_MONTHS[number - 1]}월" if 1 <= number <= 12 else f"{sino(found[1])}월"


def _time(found: re.Match[str]) -> str:
    hour, minute = int(found["hour"]), int(found["minute"])
    half = _half(found)
    said = f"{half}{_hour(hour)}"
    if minute:
        said += f" {sino(str(minute))}분"
    if found["second"]:
        said += f" {sino(str(int(found['second'])))}초"
    return said


def _plain_hour(found: re.Match[str]) -> str:
    return _half(found) + _hour(int(found["hour"]))


def _half(found: re.Match[str]) -> str:
    mark = (found["before"] or found["after"] or "").lower().replace(".", "").strip()
    return {"": "", "am": "오전 ", "pm": "오후 "}.get(mark, f"{mark} ")


def _hour(hour: int) -> str:
    return f"{native(hour)} 시" if 1 <= hour <= 12 else f"{sino(str(hour))}시"


def _counted_range(found: re.Match[str]) -> str:
    first, last, counter = found["first"], found["last"], found["counter"]
    if int(last) == int(first) + 1 <= 9 and int(first):
        return about(int(first), counter)
    if counter in COUNTERS:
        return f"{counted(first, counter)}에서 {counted(last, counter)}"
    return f"{sino(first)}에서 {sino(last)}{counter}"


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


def _fraction(found: re.Match[str]) -> str:
    return f"{sino(found['below'])}분의 {sino(found['above'])}"


def _ordinal(found: re.Match[str]) -> str:
    number = int(found["number"])
    if number == 1:
        return f"첫{'' if found['what'] == '째' else ' '}{found['what']}"
    if found["what"] == "째" and number == 2:
        return "둘째"
    said = native(number) if number < 100 else sino(str(number))
    return f"{said} {found['what']}"


def _count(found: re.Match[str]) -> str:
    return counted(found["number"], found["counter"])


def _sino_of(group: str) -> Callable[[re.Match[str]], str]:
    return lambda found: sino(found[group]) + found.string[found.end(group) : found.end()]


def _score(found: re.Match[str]) -> str:
    return f"{sino(found[1])} 대 {sino(found[2])}"


def _coded(found: re.Match[str]) -> str:
    return f"{found['what']}{digit_by_digit(found['number'], 'ko')}"


def _named(found: re.Match[str]) -> str:
    """「MP3」, 「GPT-4」, 「B12」."""
    number = found["number"]
    said = english_digits(number) if len(number) == 1 else sino(number)
    return letters_said(found["letters"]) + said


def _sized(found: re.Match[str]) -> str:
    """「5G」, 「4K」, 「3D」."""
    return english_digits(found["number"]) + letters_said(found["letters"])


def _topic(before: str) -> str:
    """*before*, as what the rest is said of."""
    closed = "가" <= before[-1] <= "힣" and (ord(before[-1]) - 0xAC00) % 28
    return before + ("은" if closed else "는")


_EQUALS = re.compile(r"(\w) ?= ?")
_RULES: Sequence[Rule] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        # Dates.
        (
            rf"{_FREE}(?P<year>\d{{4}})(?P<mark>[-./])\s?(?P<month>\d{{1,2}})(?P=mark)\s?"
            r"(?P<day>\d{1,2})(?!\d|[-/.]\d)(?:일|\.(?=[가-힣]))?",
            _date,
        ),
        (
            rf"{_FREE}(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})"
            r"(?!\d|[/.]\d)(?P<sure>\s?\([월화수목금토일]\)|(?=에|부터|까지|날))?",
            _day,
        ),
        (r"['’](?P<number>\d\d)년", lambda found: f"{sino(found['number'].lstrip('0') or '0')}년"),
        (r"(?<!\d)(\d{1,2})월(?!드)", _month),
        # Times.
        (r"(?<=:\d\d)\s?[~～∼〜–-]\s?(?=\d{1,2}:\d\d)", lambda _: "에서 "),
        (
            rf"{_FREE}(?P<before>(?:오전|오후|새벽|아침|저녁|밤|낮|[AaPp][Mm])\s?)?"
            r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![:\d])"
            r"(?:\s?(?P<after>[AaPp]\.?[Mm]\.?)(?![A-Za-z]))?시?",
            _time,
        ),
        (
            rf"{_FREE}(?P<before>)(?P<hour>1?\d)\s?(?P<after>[AaPp]\.?[Mm]\.?)(?![A-Za-z])",
            _plain_hour,
        ),
        # Ranges.
        (
            rf"{_FREE}(?P<first>\d{{1,3}}){_TO}(?P<last>\d{{1,3}})\s?{_COUNTER}",
            _counted_range,
        ),
        (
            rf"{_FREE}(?P<first>\d{{1,3}})\s?[~～∼〜–]\s?(?P<last>\d{{1,3}})"
            r"(?P<counter>\s?[가-힣])",
            _counted_range,
        ),
        (
            rf"{_FREE}(?P<first>\d{{1,2}})-(?P<last>\d{{1,2}})"
            r"(?P<counter>일|주|년|분|초|개월|월|회|배|도|층|살|세|위|등)",
            _counted_range,
        ),
        (r"(?<=(?<!\d)[12]\d{3})-(?=[12]\d{3}(?![\d-]))", lambda _: "에서 "),
        (rf"{_FREE}(\d{{1,3}})-(\d{{1,3}})(?=로 ?(?:이|졌|지|승|패))", _score),
        (r"(?<=[월화수목금토일])[~～](?=[월화수목금토일](?![가-힣]))", lambda _: "에서 "),
        (
            r"(?<=\d)(?P<unit>\s?[가-힣]{1,3}|[a-zA-Z%]{1,3}|[천만억]\s?원)?\s?[~～∼〜–]\s?"
            r"(?=(?:오전 |오후 |[$€£¥₩])?\d)",
            lambda found: f"{found['unit'] or ''}에서 ",
        ),
        # Amounts.
        (
            rf"(?P<sign>[$€£¥₩￦])\s?(?P<amount>{_NUMBER})\s?(?P<more>[백천만억조](?![가-힣]))?",
            _money,
        ),
        (
            rf"(?<!\w)(?P<minus>(?<!영하 )[-−])?(?P<number>{_NUMBER})\s?(?:°C|도(?=$|[^가-힣]|{_PARTICLES}))",
            _temperature,
        ),
        (
            rf"(?P<number>{_NUMBER})\s?°F",
            lambda found: f"화씨 {sino(found['number'])}도",
        ),
        (
            rf"(?P<number>{_NUMBER})\s?km/h",
            lambda found: f"시속 {sino(found['number'])} 킬로미터",
        ),
        (
            rf"(?P<number>{_NUMBER})\s?(?P<unit>{'|'.join(map(re.escape, _UNITS))})(?![A-Za-z\d])",
            lambda found: f"{sino(found['number'])} {_UNITS[found['unit']]}",
        ),
        (rf"{_FREE}(?P<above>\d{{1,2}})[/⁄](?P<below>\d{{1,3}})(?![/\d])", _fraction),
        # Counts.
        (
            r"(?<![\d.,])(?P<number>\d{1,3})\s?(?P<what>번째|째)(?=$|[^가-힣]|로|는|가|를|날|의|주|줄)",
            _ordinal,
        ),
        (rf"(?<![\d.,])(?P<number>\d+)(?P<n>번)(?=\s?(?:{_NUMBERED}))", _sino_of("number")),
        (rf"(?P<number>\d)(?P<n>대)(?=\s?(?:{_THE_GREAT}))", _sino_of("number")),
        (
            r"(?<![\d.,])(?P<number>\d{1,2})(?P<counter>분)(?=께|이서|들)",
            lambda f: f"{native(int(f['number']))} 분",
        ),
        (rf"제\s?(?P<number>{_N})(?=\s?[가-힣])", lambda found: f"제{sino(found['number'])}"),
        (rf"(?P<number>{_NUMBER})\s?{_COUNTER}", _count),
        (
            rf"(?P<number>{_NUMBER})(?P<unit>[십백천만억조경]+)",
            lambda found: _great(found["number"], found["unit"]),
        ),
        # Codes.
        (
            r"(?P<what>(?:비밀|인증|우편|계좌|예약|주문|카드|고유|참가)\s?번호[는은가:]*\s?|코드[는은가:]*\s?|PIN\s?)"
            r"(?P<number>\d[\d-]*\d)",
            _coded,
        ),
        (r"(?P<what>)(?P<number>(?<![\d,.])\d+(?:-\d+){2,}|(?<![\d,.])0\d+)(?![\d.])", _coded),
        (r"(?<![A-Za-z])B(?P<number>\d)(?=층)", lambda found: f"지하 {sino(found['number'])}"),
        (r"코로나-?19", lambda _: "코로나 일구"),
        (r"[Nn]o\.\s?(?=\d)", lambda _: "넘버 "),
        (r"(?<![A-Za-z\d])(?P<letters>[A-Za-z]+)-?(?P<number>\d{1,4})(?![\d.,:])", _named),
        (r"(?<![\w.,-])(?P<number>\d{1,2})(?P<letters>[A-Z]{1,2})(?![A-Za-z\d])", _sized),
        # Sums and scores.
        (r"(?<![\d:])(\d{1,3}):(\d{1,3})(?![\d:])", _score),
        (r"(?<=\d)\s?\+\s?(?=\d)", lambda _: " 더하기 "),
        (r"(?<=\d)\s?[×✕]\s?(?=\d)|(?<=\d) x (?=\d)", lambda _: " 곱하기 "),
        (r"(?<=\d)\s?÷\s?(?=\d)", lambda _: " 나누기 "),
        (r"(?<=\d) [-−] (?=\d)|(?<=\d)−(?=\d)", lambda _: " 빼기 "),
        (r"(?<=\d)-(?=\d)", lambda _: " 다시 "),
        (r"(?<![\w)])[-−](?=\d)", lambda _: "마이너스 "),
        (r"(?<![\w)])\+(?=\d)", lambda _: "플러스 "),
        # What is left.
        (_NUMBER, lambda found: sino(found[0])),
        (r"[A-Za-z][A-Za-z'’.&-]*(?: [A-Za-z][A-Za-z'’.&-]*)*", word_said),
        (r"\s?&\s?", lambda _: " 앤 "),
        (r"\s?[·ㆍ→⇒]\s?", lambda _: ", "),
        (r"(?<=\w)[~～∼〜]+", lambda _: ""),
        (r"(?<=[가-힣])\s?[/⁄]\s?(?=[가-힣])", lambda _: ", "),
    )
)

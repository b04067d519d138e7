"""Korean as it is said: dates, times, counts, amounts and letters as words.

Each rule takes what it knows and leaves words, so the next one finds no digits there. The order
matters: what is narrow comes before what is general.
"""

import re

from speech.spoken_form.dialled import digit_by_digit
from speech.spoken_form.korean_amounts import AMOUNTS, GREAT
from speech.spoken_form.korean_calendar import CALENDAR
from speech.spoken_form.korean_counts import COUNTS, RANGES
from speech.spoken_form.korean_letters import english_digits, letters_said, mail_said, word_said
from speech.spoken_form.korean_numbers import PARTICLES, sino
from speech.spoken_form.rules import NUMBER, applied, rules

_HANJA = dict(zip("年月日時分人名回章卷位代號", "년월일시분인명회장권위대호", strict=True))


def korean_words(text: str) -> str:
    """*text* in Korean without digits, and with the signs that have words."""
    return applied(text, _RULES)


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


def _to_the_day(found: re.Match[str]) -> str:
    """「D-7」."""
    return f"디 {'마이너스' if found[1] == '-' else '플러스'} {sino(found[2])}"


def _pages(found: re.Match[str]) -> str:
    return "에서 ".join(sino(page) for page in found.groups() if page) + " 페이지"


def _topic(found: re.Match[str]) -> str:
    """What the rest is said of."""
    closed = "가" <= found[1] <= "힣" and (ord(found[1]) - 0xAC00) % 28
    return found[1] + ("은 " if closed else "는 ")


_WRITTEN = rules(
    (r"第\s?(?=\d)", "제"),
    (rf"(?<=\d)[{''.join(_HANJA)}]", lambda found: _HANJA[found[0]]),
    (r"(?P<local>[A-Za-z0-9.+-]+)@(?P<domain>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)", mail_said),
    (r"@(?=\w)", ""),
    (r"(?<=[A-Za-z0-9])\.com(?![A-Za-z])", " 닷컴"),
)
_VERSIONS = rules(
    (r"(?<![A-Za-z])[vV](?:er)?\.?\s?(?=\d+\.\d)", "버전 "),
    (
        r"(?<![\w.])\d+(?:\.\d+){2,}(?![\w.]*\d)",
        lambda found: "점".join(map(sino, found[0].split("."))),
    ),
)
_CODES = rules(
    (
        r"(?P<what>(?:비밀|인증|우편|계좌|예약|주문|카드|고유|참가)\s?번호[는은가:]*\s?|코드[는은가:]*\s?|PIN\s?)"
        r"(?P<number>\d[\d-]*\d)",
        _coded,
    ),
    (r"(?P<what>)(?P<number>(?<![\d,.])\d+(?:-\d+){2,}|(?<![\d,.])0\d+)(?![\d.])", _coded),
    (
        r"(?P<what>)(?P<number>[2-9]0[2-9]0)(?=\s?(?:세대|여성|남성|직장인|청년))",
        _coded,
    ),
    (r"(?<![A-Za-z])B(?P<number>\d)(?=층)", lambda found: f"지하 {sino(found['number'])}"),
    (r"코로나[ -]?19", "코로나 일구"),
    (r"COVID[ -]?19", "코비드 일구"),
    (r"(?<![A-Za-z])[Nn]o\.\s?(?=\d)", "넘버 "),
    (r"(?<![A-Za-z])[Ee][Pp]\.\s?(?=\d)", "에피소드 "),
    (r"(?<![A-Za-z])[Vv]ol\.\s?(?=\d)", "볼륨 "),
    (r"(?<![A-Za-z])[Pp]{1,2}\.\s?(\d+)(?:-(\d+))?", _pages),
    (r"(?<![\w.])(?!480|720)(\d{1,3})p{1,2}(?![A-Za-z\d])", lambda f: f"{sino(f[1])} 페이지"),
    (
        rf"(시즌|파트|라운드|스텝|챕터)\s?([1-9])(?=$|[^\d가-힣.]|\.(?!\d)|(?:{PARTICLES}))",
        lambda found: f"{found[1]} {english_digits(found[2])}",
    ),
    (r"(?<![A-Za-z])D\s?([-+])\s?(\d{1,4})(?!\d)", _to_the_day),
    (r"(?<![A-Za-z\d])(?P<letters>[A-Za-z]+)-?(?P<number>\d{1,4})(?![\d.,:])", _named),
    (r"(?<![\w.,-])(?P<number>\d{1,2})(?P<letters>[A-Z]{1,2})(?![A-Za-z\d])", _sized),
)
_SUMS = rules(
    (
        r"(?<!\d)([12])\+1(?=\s?(?:행사|이벤트|상품|할인|세일|으로|로|이[라에]))",
        lambda found: f"{english_digits(found[1])} 플러스 원",
    ),
    (r"(?<![\d:])(\d{1,3}):(\d{1,3})(?![\d:])", _score),
    (r"(?<=\d)\s?\+\s?(?=\d)", " 더하기 "),
    (r"(?<=\d)\s?[×✕]\s?(?=\d)|(?<=\d) x (?=\d)", " 곱하기 "),
    (r"(?<=\d)\s?÷\s?(?=\d)", " 나누기 "),
    (r"(?<=\d) [-−] (?=\d)|(?<=\d)−(?=\d)|(?<=\d)-(?=\d+\s?=)", " 빼기 "),
    (r"(?<=\d)-(?=\d)", " 다시 "),
    (r"(?<![\w)])[-−](?=\d)", "마이너스 "),
    (r"(?<![\w)])\+(?=\d)", "플러스 "),
    (r"±\s?(?=\d)", "플러스 마이너스 "),
    (rf"≤\s?({NUMBER})", lambda found: f"{sino(found[1])} 이하"),
    (rf"≥\s?({NUMBER})", lambda found: f"{sino(found[1])} 이상"),
    (r"[≈≒]\s?(?=\d)", "약 "),
    (r"√\s?(?=\d)", "루트 "),
    (r"(?<=[\w)])²", "의 제곱"),
    (r"(?<=[\w)])³", "의 세제곱"),
    (r"(?<=[\d백천만억명개점])\+(?=\s|[가-힣]|$)", " 이상"),
)
_LEFT = rules(
    (NUMBER, lambda found: sino(found[0])),
    (r"(?<=[A-Za-z])\++", lambda found: "플러스" * len(found[0])),
    (r"(?<![A-Za-z])([A-Z])/([A-Z])(?![A-Za-z])", lambda found: found[1] + found[2]),
    (r"(?<![A-Za-z])[nN](?=번|개|명|잡|년|차|빵|분의)", "엔"),
    (r"(?<![A-Za-z])e-?(?=스포츠|북|커머스|심)", "이"),
    (r"[A-Za-z][A-Za-z'’.&-]*(?: [A-Za-z][A-Za-z'’.&-]*)*", word_said),
    (r"\s?&\s?", " 앤 "),
    (r"\s?[·ㆍ→⇒]\s?", ", "),
    (r"(?<=\w)[~～∼〜]+", ""),
    (r"(?<=[가-힣])\s?[/⁄]\s?(?=[가-힣])", ", "),
    (r"\s?[↑↓※]", ""),
    (r"(\w) ?= ?", _topic),
)
_RULES = (
    *_WRITTEN,
    *CALENDAR,
    *_VERSIONS,
    *RANGES,
    *AMOUNTS,
    *COUNTS,
    *GREAT,
    *_CODES,
    *_SUMS,
    *_LEFT,
)

"""Numbers to call, which are said digit by digit: nobody finds help at a hundred and nine."""

import re

_HELPLINES = "109|112|119|129|988|911|999|116 ?123|13 11 14|741741|1366|1388|1393"
"""What people dial for help in the countries whose helplines maum knows."""
_BEHIND = (
    "으로|로|번(?!째)|에|을|를|이|가|은|는|와|과|나|도|의|처럼|하고|한테|라고|예|입니다|"
    "구급|신고|상담|안전|센터|콜"
)
_COUNTED = "people|times|days|hours|minutes|years|dollars|won|percent|pages|steps|words"
_PHONE = re.compile(
    r"(?<![\w.,\-$₩€£])(?<!\d[:/])"
    r"(?:\+\d{1,3}[- ]\d{1,3}[- ]\d{3,4}[- ]\d{4}|\(?0\d{1,2}\)[- ]?\d{3,4}-\d{4}|"
    r"0\d{1,2} \d{3,4} \d{4}|\d{2,4}-\d{3,4}-\d{4}|1[568]\d\d-\d{4}|"
    rf"(?:{_HELPLINES}))"
    rf"(?![-–:/.,]\d|%| (?:{_COUNTED}))(?=\W|$|{_BEHIND})"
)
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS = {"ko": "공일이삼사오육칠팔구", "en": tuple(f"{word} " for word in _ENGLISH)}
_PLUS = {"ko": "플러스 ", "en": "plus "}


def spelled_numbers(text: str, language: str) -> str:
    """*text* with what is dialled digit by digit, in *language*, ``ko`` or ``en``."""
    return _PHONE.sub(lambda found: digit_by_digit(found[0], language), text)


def digit_by_digit(number: str, language: str) -> str:
    """*number* as it is dialled, with a comma's pause between its groups."""
    groups = re.findall(r"\d+", number)
    said = ["".join(_DIGITS[language][int(digit)] for digit in group).strip() for group in groups]
    return (_PLUS[language] if number.startswith("+") else "") + ", ".join(said)

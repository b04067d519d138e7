"""A written text as it is to be said.

Synthesisers read what they are given: "asterisk asterisk", "slash slash", "키읔 키읔". What is
meant for the eye is left out here, and a number to call becomes single digits.
"""

import re
import unicodedata

_FENCE = re.compile(r"```.*?(?:```|$)", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]*[A-Za-z0-9/=]")
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}|>+|[-*+•])[ \t]+", re.MULTILINE)
_EMOTICON = re.compile(r"(?<!\w)(?:[:;=]['-]?[()DPp]+|[T>\-^][_.]*[T<\-^]|\^+;*)(?!\w)")
_JAMO = re.compile(r"[ㅋㅎㅠㅜ]+|[ㄱ-ㅎㅏ-ㅣ]{2,}")
_MARKS = re.compile(r"[*_`#|\\<>\[\]{}]+")
_EMPTY = re.compile(r"\(\s*\)|\"\s*\"|“\s*”")
_STRAY = re.compile(r"\s+(?=[,.!?…。？！~])")

_SILENT = {"So", "Sk", "Cs", "Co", "Cn", "Cc", "Cf", "Me"}
"""Unicode categories that have no sound: emoji, surrogates, controls."""
_SOUNDING = "°℃℉㎏㎝㎜㎞"

_DIALLED = "109|112|119|129|988|911|999|116 ?123|13 11 14|741741|1366|1388|1393"
"""What people dial for help in the countries whose helplines maum knows."""
_PARTICLES = "으로|로|번(?!째)|에|을|를|이|가|은|는|와|과|나|도|의|처럼|하고|한테|라고|예|입니다"
_PHONE = re.compile(
    r"(?<![\w.,\-$₩€£])(?<!\d[:/])"
    rf"(?:\d{{2,4}}-\d{{3,4}}-\d{{4}}|1[568]\d\d-\d{{4}}|(?:{_DIALLED}))"
    rf"(?![-–:/.,]\d|%)(?=\W|$|{_PARTICLES})"
)
_DIGITS = {
    "ko": dict(zip("0123456789", "공일이삼사오육칠팔구", strict=True)),
    "en": dict(
        zip(
            "0123456789",
            (
                "zero ",
                "one ",
                "two ",
                "three ",
                "four ",
                "five ",
                "six ",
                "seven ",
                "eight ",
                "nine ",
            ),
            strict=True,
        )
    ),
}


def spoken_form(text: str, language: str) -> str:
    """*text* as *language* (ISO 639-1) says it; empty if there is nothing to say.

    Left out are Markdown, addresses, emoji, emoticons and letters typed as laughter or tears.
    Numbers to call are spelled out in Korean and English, so that no engine reads 109 as a count.
    """
    for pattern, instead in _LEFT_OUT:
        text = pattern.sub(instead, text)
    text = "".join(map(_sound, unicodedata.normalize("NFC", text)))
    if language in _DIGITS:
        text = _PHONE.sub(lambda found: _digit_by_digit(found[0], language), text)
    text = _STRAY.sub("", _EMPTY.sub(" ", text))
    text = " ".join(text.split())
    return text if any(map(str.isalnum, text)) else ""


def sayable(text: str) -> bool:
    """Whether anything of *text* is left when it is spoken."""
    return bool(spoken_form(text, ""))


_LEFT_OUT = (
    (_FENCE, " "),
    (_IMAGE, " "),
    (_LINK, r"\1"),
    (_ADDRESS, " "),
    (_LINE_MARK, ""),
    (_EMOTICON, " "),
    (_JAMO, " "),
    (_MARKS, " "),
)
"""In this order: what is inside a link or a fence is no address of its own."""


def _sound(character: str) -> str:
    if unicodedata.category(character) in _SILENT and character not in _SOUNDING:
        return "" if character in "\u200d\ufe0f\u200b" else " "
    return "" if character == "\ufe0f" else character


def _digit_by_digit(number: str, language: str) -> str:
    said = _DIGITS[language]
    groups = re.split(r"[- ]", number)
    return ", ".join("".join(said[digit] for digit in group).strip() for group in groups)

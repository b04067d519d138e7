"""What a text has for the eye alone."""

import re
import unicodedata

_FENCE = re.compile(r"```.*?(?:```|$)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]*[A-Za-z0-9/=]")
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}|>+|[-*+•·‣])[ \t]+", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}|~~|`{1,2})(?=\S)([^\n]*?\S)\1")
_EMOTICON = re.compile(
    r"(?<!\w)(?:[:;=]['-]?[()DPp]+|[T>\-^][_.]*[T<\-^]|\^+;*|[xX]D+|(?<!\d )<3+)(?!\w)"
)
_JAMO = re.compile(r"[ㄱ-ㅎㅏ-ㅣ]{2,}|[ㅋㅎㅠㅜ]")
_MARKS = re.compile(r"[*_`#|\\<>\[\]{}]+")
_EMPTY = re.compile(r"\(\s*\)|\"\s*\"|“\s*”")
_STRAY = re.compile(r"\s+(?=[,.!?…。？！])")
_WIDE = re.compile(r"[^ㄱ-ㆎ…²³]+")
"""What Unicode's compatibility forms may be taken out of: not of single Korean letters."""
_ROMAN = re.compile(r"[Ⅰ-Ⅻ]")

_SILENT = {"So", "Sk", "Cs", "Co", "Cn", "Cc", "Cf", "Me"}
"""Unicode categories that have no sound: emoji, surrogates, controls."""
_JOINERS = "\u200d\ufe0f\u200b"

_LEFT_OUT = (
    (_FENCE, " "),
    (_IMAGE, " "),
    (_LINK, r"\1"),
    (_ADDRESS, " "),
    (_TAG, " "),
    (_LINE_MARK, ""),
    (_EMPHASIS, r"\2"),
    (_EMOTICON, " "),
    (_JAMO, " "),
    (_MARKS, " "),
)
"""In this order: what is inside a link or a fence is no address of its own."""


def visible_left_out(text: str) -> str:
    """*text* without what is only seen; ``㎏``, ``½`` and ``３`` as kg, 1⁄2 and 3."""
    for pattern, instead in _LEFT_OUT:
        text = pattern.sub(instead, text)
    text = _ROMAN.sub(lambda found: f"{unicodedata.numeric(found[0]):.0f}", text)
    plain = _WIDE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    # What has been unfolded may be a mark again.
    return _MARKS.sub(" ", "".join(map(_sound, plain)))


def tidied(text: str) -> str:
    """*text* on one line, without brackets and spaces that were left behind."""
    return " ".join(_STRAY.sub("", _EMPTY.sub(" ", text)).split())


def _sound(character: str) -> str:
    if character in _JOINERS:
        return ""
    silent = unicodedata.category(character) in _SILENT and character != "°"
    return " " if silent else character

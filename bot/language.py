"""Which language a text is in."""

import re

_HANGUL = re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z]")


def language_of(text: str, *, otherwise: str) -> str:
    """``ko`` or ``en`` by the script of *text*; *otherwise* if it has neither.

    Korean texts carry Latin words more often than the other way round, so a fifth of Hangul is
    enough for ``ko``.
    """
    sample = text[:2_000]
    hangul, latin = len(_HANGUL.findall(sample)), len(_LATIN.findall(sample))
    if hangul + latin == 0:
        return otherwise
    return "ko" if hangul * 4 >= latin else "en"

"""What a message says once its disguises are taken off.

The guard reads two views of a message. The *plain* one has one spelling for one word: full-width
and styled letters, accents, look-alikes, invisible characters, loose jamo (ㅈㅏㅅㅏㄹ), stretched
and masked letters (kiiill, su1c1de) are undone. The *tight* one also closes the gaps that were put
inside words (죽 고 싶 다, k.i.l.l). Everything here is linear in the length of the message.
"""

import re
from unicodedata import normalize

from bot.care.spelling import Spelling

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_LOOSE = {
    **{chr(0x1100 + n): jamo for n, jamo in enumerate(_INITIALS)},
    **{chr(0x1161 + n): jamo for n, jamo in enumerate(_VOWELS)},
    **{chr(0x11A8 + n): jamo for n, jamo in enumerate(_FINALS)},
}
_LOOKALIKES = dict(zip("аеорсухіѕкјһԁοακει", "aeopcyxiskjhdoakei", strict=True))
_LETTERS = str.maketrans(_LOOSE | _LOOKALIKES)

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_FOREIGN = re.compile(r"[^\x00-\x7f가-힣ㄱ-ㆎ]{1,64}")
_APOSTROPHE = re.compile(r"(?<=[a-z])['’‘`´ʼ](?=[a-z])")
_LAUGHTER = re.compile(
    r"ㅋ+|(?<![ㄱ-ㅎ])(?:(?!(?<=[ㄱ-ㅎ] )[ㅏ-ㅣ] [ㄱ-ㅎ가-힣])[ㅠㅜㅡ]+|ㅎ+(?![ㅏ-ㅣ]))"
)
_JAMO = re.compile(r"([ㄱ-ㅎ])([ㅏ-ㅣ])([ㄱ-ㅎ](?![ㅏ-ㅣ]))?")
_OPEN = re.compile(r"([가-힣])([ㄱㄴㄹㅁㅂㅅㅆㅍ])(?![ㄱ-ㅣ])")
_WANT = re.compile(r"(?<=[고구])( ?)(?:시프|시([퍼포])|십(?=[다네음어은당따]))")
_STRETCHED = re.compile(r"(.)\1{2,}")
_TOKEN = re.compile(r"[a-z0-9@$!|*]{3,32}")
_OTHER = re.compile(r"[^\w.!?\n]|_")
_SPACES = re.compile(r"[^\S\n]+")

_BETWEEN = r"[^\w\n]{1,2}"
_LONE_LATIN = re.compile(rf"(?<![a-z0-9])[a-z](?:{_BETWEEN}[a-z](?![a-z0-9])){{2,}}")
_LONE_HANGUL = re.compile(
    r"(?<![가-힣ㄱ-ㅣ])[가-힣ㄱ-ㅣ](?:[^\w]{1,2}[가-힣ㄱ-ㅣ](?![가-힣ㄱ-ㅣ])){2,}"
)
_INSIDE_HANGUL = re.compile(r"(?<=[가-힣ㄱ-ㅣ])(?:[^\w\s]{1,3}|\d)(?=[가-힣ㄱ-ㅣ])")
_INSIDE_LATIN = re.compile(r"(?<=[a-z])[^\w\s](?=[a-z])")
_NOT_A_WORD = re.compile(r"[\W_]+")
_DRAWN = re.compile(r"([가-힣])([아어오우으이에])")


def views(text: str, spelling: Spelling) -> tuple[str, ...]:
    """The plain view of *text*, and the tight one where it differs."""
    letters = _letters(text)
    plain, tight = _clean(letters, spelling), _clean(_tighten(letters), spelling)
    return (plain,) if plain == tight else (plain, tight)


def _letters(text: str) -> str:
    """*text* in lower case and one alphabet; loose jamo make syllables again."""
    text = _INVISIBLE.sub("", text)
    text = _FOREIGN.sub(_compatible, text)
    text = _APOSTROPHE.sub("", text.lower().translate(_LETTERS))
    text = _STRETCHED.sub(r"\1\1\1", text)
    return _OPEN.sub(_closed, _JAMO.sub(_syllable, _LAUGHTER.sub(" ", text)))


def _compatible(run: re.Match[str]) -> str:
    # In short runs: normalising a long run of combining marks takes quadratic time.
    return normalize("NFKC", _INVISIBLE.sub("", normalize("NFKD", run[0])))


def _syllable(jamo: re.Match[str]) -> str:
    initial, vowel, final = jamo.groups()
    if initial not in _INITIALS or vowel not in _VOWELS:
        return jamo[0]
    syllable = chr(0xAC00 + (_INITIALS.index(initial) * 21 + _VOWELS.index(vowel)) * 28)
    return _with_final(syllable, final) if final else syllable


def _closed(pair: re.Match[str]) -> str:
    return _with_final(pair[1], pair[2])


def _with_final(syllable: str, final: str) -> str:
    is_open = (ord(syllable) - 0xAC00) % 28 == 0
    if not is_open or final not in _FINALS:
        return syllable + final
    return chr(ord(syllable) + _FINALS.index(final) + 1)


def _tighten(text: str) -> str:
    for pattern in (_LONE_LATIN, _LONE_HANGUL):
        text = pattern.sub(lambda run: _NOT_A_WORD.sub("", run[0]), text)
    text = _INSIDE_LATIN.sub("", _INSIDE_HANGUL.sub("", text))
    return _DRAWN.sub(_undrawn, _JAMO.sub(_syllable, text))


def _undrawn(pair: re.Match[str]) -> str:
    """고오 is a drawn-out 고; 나이 is not."""
    first, second = (ord(syllable) - 0xAC00 for syllable in pair.groups())
    drawn = first % 28 == 0 and first // 28 % 21 == second // 28 % 21
    return pair[1] if drawn else pair[0]


def _clean(text: str, spelling: Spelling) -> str:
    text = _TOKEN.sub(lambda token: spelling.correct(token[0]), text)
    text = _STRETCHED.sub(r"\1", text)
    text = _SPACES.sub(" ", _OTHER.sub(" ", text)).strip()
    return _WANT.sub(lambda found: f"{found[1]}싶{'어' if found[2] else ''}", text)

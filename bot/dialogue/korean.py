"""Korean by rule: particles that fit their word, and 해요체 turned into 반말."""

import re

_DIGITS = dict(zip("0123456789", ["ㅇ", "ㄹ", "", "ㅁ", "", "", "ㄱ", "ㄹ", "ㄹ", ""], strict=True))
_ACRONYM = {"L": "ㄹ", "R": "ㄹ", "M": "ㅁ", "N": "ㄴ"}
_FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

# After a consonant, after a vowel.
_PARTICLES = (
    ("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("이랑", "랑"), ("으로", "로"),
    ("아", "야"), ("이에요", "예요"), ("이야", "야"), ("이라", "라"), ("이라고", "라고"),
    ("이라는", "라는"), ("이면", "면"), ("이나", "나"), ("이든", "든"), ("이라니", "라니"), ("이군요", "군요"), ("이네요", "네요"), ("이랑은", "랑은"),
    ("이었", "였"), ("이요", "요"), ("인", "ㄴ"),
)  # fmt: skip
_BY_FORM = {form: pair for pair in reversed(_PARTICLES) for form in pair}  # 야 is that of 아


def final(word: str) -> str:
    """The final consonant that *word* is read with, or an empty string after a vowel.

    Digits are read as Sino-Korean numbers and capital Latin letters by name. Other Latin words
    follow their last letters, which is how most of them are borrowed.
    """
    word = re.sub(r"[^\w]+$", "", word)
    last = word[-1:]
    if "가" <= last <= "힣":
        return _FINALS[(ord(last) - 0xAC00) % 28].strip()
    if last.isdecimal() and last.isascii():
        return _number_final(word)
    if last.isascii() and last.isalpha():
        return _latin_final(word)
    return ""


def _number_final(word: str) -> str:
    zeros = len(word) - len(word.rstrip("0"))
    return (
        {0: _DIGITS[word[-1]], 1: "ㅂ", 2: "ㄱ", 3: "ㄴ"}.get(zeros, "ㄴ") if word != "0" else "ㅇ"
    )


def _latin_final(word: str) -> str:
    last = word[-1]
    if word[-2:].isupper() or len(word) == 1:
        return _ACRONYM.get(last.upper(), "")
    if last in "lmn":
        return {"l": "ㄹ", "m": "ㅁ", "n": "ㄴ"}[last]
    if word.endswith("ng"):
        return "ㅇ"
    return (
        {"k": "ㄱ", "p": "ㅂ", "b": "ㅂ", "t": "ㅅ"}.get(last, "")
        if re.search(r"(?<![aeiou])[aeiou]c?[kpbt]$", word)
        else ""
    )


def with_particle(word: str, particle: str) -> str:
    """*word* with *particle*, given in either of its forms: ``("3", "을")`` → ``3을``.

    Raises `KeyError` for a particle that has one form only.
    """
    closed, opened = _BY_FORM[particle]
    end = final(word)
    bare = not end or (closed == "으로" and end == "ㄹ")
    if opened == "ㄴ":
        return word + "인"
    return word + (opened if bare else closed)


# The first that fits is it; what none fits loses its 요.
_ENDINGS = (
    ("안녕하세요", "안녕"), ("아니에요", "아니야"), ("이에요", "이야"), ("예요", "야"), ("군요", "구나"), ("죠", "지"),
    ("마세요", "마"), ("하세요", "해"), ("주세요", "줘"), ("보세요", "봐"), ("가세요", "가"),
    ("오세요", "와"), ("쉬세요", "쉬어"), ("주무세요", "자"), ("드세요", "먹어"), ("마셔요", "마셔"),
    ("아니요", "아니"), ("셔요", "해"), ("쪽이요", "쪽"), ("요", ""),
)  # fmt: skip
# A guess about the other is 겠다 in 반말, what one says of oneself stays 겠어.
_GUESSED = re.compile(r"(?<!모르)(?<!알)(?<!라고 하)(?<!못하)겠어요(?=[.,!…~]|$)")
_SELF = (
    (r"(?<![가-힣])저(는|도|한테|한테는|랑|랑은|라면|를|예요|보다|에게|만)(?![가-힣])", r"나\1"),
    (r"(?<![가-힣])제가(?![가-힣])", "내가"),
    (r"(?<![가-힣])제(?= )", "내"),
    (r"(?<![가-힣])전(?= )", "난"),
    (r"(?<![가-힣])네(?=[,.!…])", "응"),
    (r"(?<![시할])어머니", "엄마"),
    (r"(?<![시할])아버지", "아빠"),
    ("드릴 수", "줄 수"),
    ("드려요", "줘요"),
)
_LAST_WORD = re.compile(r"[가-힣]+(?:요|죠)(?=[.,?!…~)'’\"”]|$|\s(?:ㅎㅎ|ㅋㅋ))")


def plain(polite: str) -> str:
    """*polite*, written in 해요체, as 반말."""
    for pattern, informal in _SELF:
        polite = re.sub(pattern, informal, polite)
    polite = _GUESSED.sub("겠다", polite)
    return _LAST_WORD.sub(lambda found: _plain_word(found[0]), polite)


def _plain_word(word: str) -> str:
    for ending, informal in _ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + informal
    return word


_CLOSERS = ("아", "음", "네", "와", "헉", "앗", "어", "오", "그럼", "자")


def is_polite(text: str) -> bool:
    """Whether every sentence of *text* ends in 해요체 (or is a mere interjection)."""
    sentences = re.findall(r"[^.?!…~]+", text)
    ends = [re.sub(r"[^가-힣]+$", "", sentence).strip() for sentence in sentences]
    return all(end.endswith(("요", "죠")) or end in _CLOSERS for end in ends if end)

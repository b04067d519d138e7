"""Which sentences of a message are said for sure, and by the person about themselves."""

import re
from collections.abc import Iterator

_LONGEST = 200
"""Characters of a sentence that anything is learned from."""

_ENDS = re.compile(r"(?<=[.!?…~\n。！？])\s+|\n+|(?<=[ㅋㅎㅠㅜ])\s+(?=[가-힣A-Za-z])")

# What is said in fun, and what is asked not to be kept, holds for the whole message.
_TAKEN_BACK = re.compile(
    r"농담|뻥(?:이|임|야)|장난(?:이|으로)|구라|거짓말(?:이|임)|반어|만우절|기억하지\s?마|기억 ?안 해도"
    r"|\b(?:just kidding|kidding|jk|j/k|joking|sarcasm|/s|april fools?)\b|don'?t remember (?:this|that)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"[?？]|(?:까|까요|나요|가요|니|냐|을래|ㄹ래|려나|는지|던가)\s*[.!~…]*$|(?:누구|뭐|무엇|몇|어디|언제)(?:야|예요|이야|였더라|더라|지)",
)
_QUOTED = re.compile(
    r"[\"“”「」『』‘’]|(?:라고|다고|냐고|자고)\s?(?:했|하더|하던|말했|말하|그러|그랬|들었|쓰여|적혀|놀리|나오|나와)"
    r"|(?:래|대)(?:요)?\s*[.!~…ㅋㅎ]*$|(?:다|라)(?:던데|더라|더군)"
    r"|\b(?:said|says|told (?:me|us|him|her)|wrote|asked me|heard that|apparently)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"만약|만일|혹시|[가-힣]라면|다면|으면 |했으면|텐데|것 같|거 같|듯|아마|일지도|을지도|ㄹ지도|지도 (?:몰라|모르)|싶|척"
    r"|\b(?:if|unless|would|wish|imagine|pretend|suppose|maybe|perhaps|might|probably|as though|as if"
    r"|i think|i guess|used to|want to|wanna|hope)\b",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(
    r"영화|드라마|소설|웹툰|만화|게임|노래 ?가사|주인공|캐릭터|꿈에서|꿈에|꿈을 꿨|가사에|책에서|예문|번역"
    r"|\b(?:movie|film|novel|show|series|game|character|lyrics|in (?:a|my|the) dream|dreamed|dreamt|translate)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?<![가-힣])(?:안|못|아직) |지 ?(?:않|못|마|말)|아니(?:야|에요|고|라|었|다|지|거든)|(?<![가-힣])아닌|없(?:어|는|다|고|거|습|음|네|지|었)|취소"
    r"|\b(?:not|never|no longer|don'?t|doesn'?t|didn'?t|isn'?t|aren'?t|wasn'?t|won'?t|can'?t(?! stand)|cannot(?! stand)"
    r"|haven'?t|hasn'?t|ain'?t|without|cancel(?:l?ed)?|called off|neither|hardly)\b",
    re.IGNORECASE,
)


def sure_sentences(text: str, /) -> Iterator[str]:
    """The sentences of *text* that state something: none that asks, quotes, supposes or retells.

    What they deny is still in them: see `denies`.
    """
    return filter(None, stated(text))


def stated(text: str, /) -> Iterator[str | None]:
    """The same, with None in place of each of the others."""
    plain = text.replace("’", "'")
    if _TAKEN_BACK.search(plain):
        return
    for part in _ENDS.split(plain):
        sentence = part.strip(" \t\r\n.!~…ㅋㅎㅠㅜ^;:")
        whole = part.strip()
        if len(sentence) > 1:
            doubts = (_QUESTION, _QUOTED, _SUPPOSED, _TOLD_OF)
            unsure = len(sentence) > _LONGEST or any(found.search(whole) for found in doubts)
            yield None if unsure else sentence


def denies(sentence: str, /) -> bool:
    """Whether *sentence* says that something is not so."""
    return _DENIED.search(sentence) is not None

"""Whether what a person tells lies ahead or is over, and whether a line supposes that it is over."""

import re

_L = "".join(chr(0xAC00 + 28 * n + 8) for n in range(399))  # syllables that end in ㄹ
_SS = "".join(chr(0xAC00 + 28 * n + 20) for n in range(399))  # in ㅆ
_PAST = _SS.replace("있", "").replace("겠", "")

_AHEAD = {
    "ko": re.compile(
        r"(?<![가-힣])(?:내일|낼(?! ?(?:것|거|수|돈|게))|모레|이따가?|있다가|앞으로|(?:다음|담) ?(?:주|달|학기|해|번)(?!부터는))(?![가-힣]*모레)"
        rf"|(?<![{_SS}])(?<!괜찮)(?<!그)[{_L}] ?(?:거(?:야|예요|에요|다|임)|건데|예정|계획|생각이|까 ?(?:해|하는|생각))"
        r"|^(?!.*나만).*(?:으?려고|기로) ?(?:해|했(?!는데|었는)|하는|요|$)|^(?!.*나만).*으?러 ?(?:가(?!지고|야 ?할)|갈|간다)|앞두고"
    ),
    "en": re.compile(
        r"\b(?:tomorrow|tmrw?|next (?:week|month|year|time|mon|tues|wednes|thurs|fri|satur|sun)\w*|upcoming|planning (?:to|on)|can'?t wait|(?<!was )(?<!were )(?:going to|gonna)|\w+'ll|will be|about to)\b",
        re.IGNORECASE,
    ),
}
_QUOTED = re.compile(r"\b(?:said|says|told)\b.*\w'll\b", re.IGNORECASE)
_AIMED = re.compile(
    rf"[{_PAST}][어다][요]? [^.]*(?:으?려고|으?러)(?:요)?$"
)  # 「걸었어요 눈 맞으려고」
_OVER = {
    "ko": re.compile(rf"[{_PAST}][가-힣]{{0,4}}[\s.!?~…ㅋㅎㅠㅜ]*$"),
    "en": re.compile(r"\b(?:was|were|did|had|went|got|came|saw|said|told|made|felt|left|[a-z]{3,}ed)\b", re.IGNORECASE),
}  # fmt: skip
_SUPPOSES = {
    "ko": re.compile(rf"[{_PAST}]|[은온간본산킨난된] (?:거네|거군|거예|거야|거지)|끝나고|다녀|두 번째"),
    "en": re.compile(r"\b(?:was|were|did|had|went|came|got|made|said|felt|kept|looked|stayed|took|found|hardly|you'?ve|have you)\b", re.IGNORECASE),
}  # fmt: skip


def lies_ahead(text: str, language: str) -> bool:
    """Whether *text* tells of something that is yet to come."""
    if _QUOTED.search(text) or _AIMED.search(text):
        return False
    return bool(_AHEAD[language].search(text))


def is_over(text: str, language: str) -> bool:
    """Whether the last thing that *text* tells has happened."""
    return not lies_ahead(text, language) and bool(_OVER[language].search(text))


def supposes_past(line: str, language: str) -> bool:
    """Whether *line* only makes sense once it has happened."""
    return bool(_SUPPOSES[language].search(line))

"""Names that a person gives: their own, and of whom or what they talk about."""

import re

_CALLED = {
    "ko": re.compile(
        r"(?:내|제|나의) ?이름은 ?(?P<a>[가-힣]{2,4}?)(?:이야|야|이에요|예요|에요|이라고|라고|입니다|임|이라|$)"
        r"|(?<![가-힣])(?:나는|나|난|저는|전|저) (?P<b>[가-힣]{2,4}?)(?:이)?라고 ?(?:해|불러|합니다|부르)"
        r"|(?<![가-힣])(?P<c>[가-힣]{2,4}?)(?:이)?라고 ?(?:불러|부르면)"
    ),
    "en": re.compile(
        r"\bmy name(?:'s| is) (?P<a>[a-z]+)|(?:^|[,.!;] ?|\b(?:you can|please|just|but|so) )call me (?P<b>[a-z]+)\W*$"
        r"|^(?:hi|hello|hey)\W+(?:i'm|i am|it's) (?P<c>[a-z]+)\W*$",
        re.IGNORECASE,
    ),
}
_NO_NAME = re.compile(
    r"^(?:뭐|뭐야|뭘|누구|그냥|비밀|자기|친구|오빠|언니|누나|형이?|me|back|later|maybe|what|now|tired|sad|bored|crazy|new|ok|okay|not|so|lonely)$",
    re.IGNORECASE,
)
_ASKS_NAME = re.compile(r"이름[^.?]{0,14}\?|\bname\b[^.?]{0,14}\?", re.IGNORECASE)
_NAME = re.compile(
    r"(?:음|응|네|걔|얘|우리|이름은|아이는|애는|he'?s|she'?s|it'?s|called|named|his name is|her name is|its name is|the name is)*[ ,]*"
    r"(?P<name>[가-힣]{1,4}?|[A-Za-z]{2,12})(?:이야|야|이에요|예요|에요|입니다|라고 해|이라고 해|라고|이라고|요)?[\s.!~ㅎㅋ^]*",
    re.IGNORECASE,
)


_SHORT = 40  # characters of an answer that is but a name
_THEIRS = re.compile(
    r"(?:이름|태명|별명)(?:은|이) (?P<ko>[가-힣]{1,4}?)(?:이야|야|이에요|예요|에요|입니다|라고|이라고)(?:(?=\s*[.!~,ㅎㅋ^]|\s*$)|(?<!여야)(?<!이라고)(?<!라고)(?= (?:[가-힣]+ ?살|이제|지금|작년|올해)))"
    r"|\b(?:his|her|its|their) name(?:'s| is| was) (?:(?P<en>(?-i:[A-Z][a-z]+))\b|(?P<en_last>[a-z]+)\W*$)"
    r"|\b(?:(?:dog|puppy|cat|kitten|son|daughter|boy|girl|baby|horse|rabbit|hamster|he|she)(?: is|.?s| was) called|named (?:him|her|it)) (?P<called>(?-i:[A-Z][a-z]+))\b",
    re.IGNORECASE,
)


def called_in(text: str, language: str) -> str:
    """What the person says in *text* that they are called; empty if nothing."""
    found = _CALLED[language].search(text)
    name = next((part for part in found.groups() if part), "") if found else ""
    return "" if _NO_NAME.match(name) else _cased(name, language)


def asks_name(reply: str) -> bool:
    """Whether *reply* asks what somebody is called."""
    return bool(_ASKS_NAME.search(reply))


def name_in(answer: str) -> str:
    """The name that *answer* to such a question is, if it is one and nothing else."""
    found = _NAME.fullmatch(answer.strip()) if len(answer) < _SHORT else None
    name = found["name"] if found else ""
    if (
        not name
        or _NO_NAME.match(name)
        or re.fullmatch(r"아직|없어|몰라|글쎄|비밀|no|none|nope|yes|not", name)
    ):
        return ""
    return _cased(name, "en" if name.isascii() else "ko")


def _cased(name: str, language: str) -> str:
    return name.capitalize() if language == "en" else name


def theirs_in(text: str) -> str:
    """The name that *text* tells of somebody else; empty if none."""
    found = None if re.search(r"(?:내|제|나의) ?이름", text) else _THEIRS.search(text)
    name = next(filter(None, found.groups()), "") if found else ""
    return "" if _NO_NAME.match(name) else _cased(name, "en" if name.isascii() else "ko")


def told_in(text: str, reply: str) -> str:
    """The name in *text*, told by itself or because *reply* had asked for it."""
    return theirs_in(text) or (name_in(text) if asks_name(reply) else "")

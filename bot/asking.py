"""What a person asks to be reminded of: 「나 뭐 좋아한다고 했지?」, "what's my cat called?".

Their own name is not among it: that is known with every message.
"""

import re
from collections.abc import Sequence

from bot.protocols import Kind, Memory

_TOLD = r"(?:라고|다고|이라고)? ?(?:했|말했|얘기했|그랬)?(?:지|더라|게|었지|었더라|는지)"
_KNOWS = r"(?:기억|알아|알지|알고 ?있|까먹|잊)"
_YOURS = r"(?<![가-힣])(?:네|너|너의|니|넌|당신|그쪽|마음이?) ?이름"
_ASKED = {
    Kind.PERSON: (
        rf"^(?!.*(?:{_YOURS}|(?<![가-힣])(?:내|제|나의) 이름)).*[가-힣] ?이름[이은을도]? ?(?:뭐(?:라고|야|였|지|게|더라|예요|랬)|{_KNOWS})|(?<![가-힣])누구(?:게|더라|였지|라고 ?했)",
        r"\b(?:what(?:'?s| is| was)|know|remember|forgot|forget|tell me)(?: what)? (?:my|our) (?!name\b)[\w ]{2,20}(?:'?s name|(?: is| was)? called)\b|\bwho(?:'?s| is) (?!(?:there|this|that|it|he|she|your|the)\b)\w+\W*$",
    ),
    Kind.LIKE: (
        rf"(?<![가-힣])(?:내가|나|난|나는|제가|저|전|저는) [가-힣 ]{{0,10}}(?:뭐|뭘|무슨 ?[가-힣]+|어떤 ?[가-힣]+)[을를]? ?(?:제일 )?(?:좋아|즐겨)[가-힣]*(?:다고|는지|는 ?줄|더라|댔|했) ?(?:{_TOLD}|{_KNOWS}|지|게)?",
        r"\bwhat (?:\w+ )?(?:do|did) i (?:say i |tell you i )?(?:really |most )?(?:like|love|enjoy)\b|\b(?:know|remember) what (?:\w+ )?i (?:like|love|enjoy)\b|\bwhat(?:'?s| is| was) my favou?rite\b",
    ),
    Kind.DISLIKE: (
        rf"(?<![가-힣])(?:내가|나|난|나는|제가|저|전|저는) [가-힣 ]{{0,10}}(?:뭐|뭘|무슨 ?[가-힣]+)[을를]? ?(?:제일 )?(?:싫어|못 ?먹)[가-힣]*(?:다고|는지|는 ?줄|더라|댔|했) ?(?:{_TOLD}|{_KNOWS}|지|게)?",
        r"\bwhat (?:\w+ )?(?:do|did) i (?:say i )?(?:really )?(?:hate|dislike|can'?t stand)\b|\b(?:know|remember) what i (?:hate|dislike)\b|\bwhat am i allergic to\b",
    ),
    Kind.PLAN: (
        r"(?:언제|며칠|무슨 ?요일|몇 ?시)(?:라고|이라고|였|이?더라|이?지|인지|게|야|예요)",
        r"\bwhen(?:'?s| is| was) (?:my|our)\b|\bwhat (?:day|date|time) (?:is|was) my\b|\b(?:know|remember) when my\b",
    ),
    Kind.HOME: (
        rf"(?<![가-힣])(?:내가|나|제가|저) (?:어디 ?(?:에 |서 )?(?:산다고|사는지|살)|사는 ?(?:데|곳|동네)[가-힣]* ?(?:어디|{_KNOWS}))",
        r"\bwhere do i live\b|\b(?:know|remember) where i live\b",
    ),
    Kind.WORK: (
        rf"(?<![가-힣])(?:내가|나|제가|저) (?:무슨 ?일 ?하는지|무슨 ?일 ?한다고|뭐 ?하는 ?사람이라고|어디 ?다닌다고|어디 ?다니는지)|(?<![가-힣])(?:내|제) 직업[이은]? ?(?:뭐|{_KNOWS})",
        r"\bwhat do i do (?:for (?:a living|work)|again)\b|\bwhat(?:'?s| is) my job\b|\b(?:know|remember) (?:what i do for|where i work)\b|\bwhere do i work\b",
    ),
}  # fmt: skip
_PATTERNS = {kind: re.compile("|".join(texts), re.IGNORECASE) for kind, texts in _ASKED.items()}
_NAMED = re.compile(r"[가-힣]{2,}|[a-z]{3,}")
_BY_WORD = frozenset({Kind.PERSON, Kind.PET, Kind.PLAN})
"""Kinds of which there are many, so that the question must name the one."""
_ALIKE = {Kind.PERSON: (Kind.PERSON, Kind.PET), Kind.LIKE: (Kind.LIKE,)}
_UNSURE = re.compile(r"모르겠|모르는|모를|\b(?:don'?t know|no idea|not sure|even)\b", re.IGNORECASE)
_LONGEST = 60  # characters of a question that asks for nothing else
_MOST = 3


def kinds_asked(message: str) -> frozenset[Kind]:
    """The kinds of memory that *message* asks for; none where it asks for no such thing."""
    text = message.replace("’", "'")
    if len(text) > _LONGEST or _UNSURE.search(text):
        return frozenset()
    asked = [kind for kind, pattern in _PATTERNS.items() if pattern.search(text)]
    return frozenset(one for kind in asked for one in _ALIKE.get(kind, (kind,)))


def asked_for(message: str, memories: Sequence[Memory]) -> list[Memory]:
    """Those of *memories* that answer *message*, which asks to be reminded, the first the surest."""
    kinds = kinds_asked(message)
    fit = [one for one in memories if one.kind in kinds]
    named = [one for one in fit if _is_named(one, message)]
    return (named or [one for one in fit if one.kind not in _BY_WORD])[:_MOST]


def is_certain(message: str) -> bool:
    """Whether *message* asks for nothing else, whatever is remembered."""
    return bool(kinds_asked(message) - _BY_WORD)


def _is_named(memory: Memory, message: str) -> bool:
    words = _NAMED.findall(memory.value.lower())
    return any(word in message.lower() for word in words)

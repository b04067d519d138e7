"""Whether a message asks for a pastime: its name with a request, or its name alone, and no more than that.

Names of games stand in much that is told ("she told me a story"). So what is asked for is the whole
message, give or take the words that lead up to it.
"""

import re
from functools import cache

_KOREAN_LEAD = r"(?:(?:나|나랑|나도|우리|우리도|같이|그럼|그러면|음+|아|오|야|자|이제|혹시|다시|너|너랑|심심한데|심심하니까|심심하면|한번|그냥|오늘은?|밤인데|잠 ?안 ?오는데|ㅋ+|ㅎ+|좋아|그래|응)[, ]+)*"
_KOREAN_REQUEST = (
    r"(?:하자|할래|할까|해 ?줘|해 ?줄래|해 ?주라|해 ?주세요|해 ?보자|해 ?볼래|해 ?볼까|하면 ?안 ?돼|내 ?줘|내 ?봐|내 ?줄래|내 ?주세요|내 ?볼래|들려 ?줘|들려 ?줄래|들려 ?주세요|알려 ?줘|알려 ?주세요|읽어 ?줘|"
    r"하고 ?싶(?:어|다|은데)|듣고 ?싶(?:어|다|은데)|쓰고 ?싶(?:어|다|은데)|쓸래|써 ?볼래|써 ?보자|쓰자|ㄱㄱ|고고?|가자|어때|있어|없어|할 ?줄 ?알아|알아|도와 ?줘|도와 ?줄래|좋아|콜|던져 ?줘|던져 ?줄래|던져 ?봐|던지자|부탁해?)(?:요)?"
)
_ENGLISH_LEAD = r"(?:(?:ok|okay|so|hey|and|please|maybe|well|then|um+|alright|right|lol|haha|yes|yeah|sure|bored)[, ]+)*"
_ENGLISH_ASK = (
    r"(?:(?:(?:can|could|shall|should|will|would) (?:you|we|i)(?: please)?|let.?s|(?:do|did) you (?:know|have|want to|like)|have you got|got|i.?(?:d| would) (?:like|love)(?: to)?|i want(?: to)?|i need(?: to)?|wanna|want to|wants?|fancy|how about|what about"
    r"|tell me|give me|ask me|show me|play|do|try|hear|another|try|know|help me(?: to| with)?|with|for|us|me|some|any|a|an|another|the|one|more|good|short|little|quick|nice|bedtime|funny|fun|random|cool|weird|interesting|round of|game of) )*"
)


@cache
def _korean(name: str, *, bare: bool) -> re.Pattern[str]:
    request = rf"(?: ?{_KOREAN_REQUEST}){'?' if bare else ''}"
    few = r"(?: ?(?:하나만|하나|한 ?판|한 ?번|한 ?편|한 ?문제|좀|같이|더|먼저|다시|짧게|도))*"
    particle = r"(?:이나|라도|으로|로|나|도|를|을|은|는|요|이요)?"
    return re.compile(
        rf"{_KOREAN_LEAD}(?:{name}){particle}{few}{request}[\s!?~.,ㅋㅎㅠㅜ^]*", re.IGNORECASE
    )


@cache
def _english(name: str, *, bare: bool) -> re.Pattern[str]:
    ask = _ENGLISH_ASK if bare else _ENGLISH_ASK[:-1] + "+"
    tail = r"(?:,? (?:please|with me|with you|together|again|then|now|for me|to me|game|exercise|first|next|instead|tonight))*"
    return re.compile(rf"{_ENGLISH_LEAD}{ask}(?:{name}){tail}[\s!?~.]*", re.IGNORECASE)


def asks_for(message: str, name: str, language: str, *, bare: bool) -> bool:
    """Whether *message* asks for what *name*, a pattern, names; *bare*: the name alone asks for it."""
    pattern = _korean(name, bare=bare) if language == "ko" else _english(name, bare=bare)
    return bool(pattern.fullmatch(message.strip()))

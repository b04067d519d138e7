"""Whether a message asks for a pastime: its name with a request, or its name alone, and no more than that.

Names of games stand in much that is told ("she told me a story"). So what is asked for is the whole
message, give or take the words that lead up to it.
"""

import re
from functools import cache

_KOREAN_LEAD = r"(?:(?:나|나랑|나도|우리|우리도|같이|그럼|그러면|음+|아|오|야|자|이제|혹시|다시|너|너랑|심심한데|심심하니까|심심하면|한번|그냥|오늘은?|밤인데|잠 ?안 ?오는데|ㅋ+|ㅎ+|좋아|그래|응|네|넵|예|ㅇㅇ|ㅇㅋ|저기|제발|아니|뭐|(?:뭐 ?)?재[밌미](?:있)?는 ?거 ?(?:없냐|없나|없어|없니|없을까)|할 ?거 ?없(?:는데|으면|네|다)|(?:그거|그건|딴 ?거|다른 ?거) ?말고|얘기 ?말고)[?,.! ]+)*"
_KOREAN_REQUEST = (
    r"(?:하자|할래|할까|해 ?줘|해 ?줄래|해 ?주라|해 ?주세요|해 ?보자|해 ?볼래|해 ?볼까|하면 ?안 ?돼|내 ?줘|내 ?봐|내 ?줄래|내 ?주세요|내 ?볼래|들려 ?줘|들려 ?줄래|들려 ?주세요|알려 ?줘|알려 ?주세요|읽어 ?줘|"
    r"하고 ?싶(?:어|다|은데)|듣고 ?싶(?:어|다|은데)|쓰고 ?싶(?:어|다|은데)|쓸래|써 ?볼래|써 ?보자|쓰자|ㄱㄱ|고고?|가자|어때|있어|없어|할 ?줄 ?알아|알아|하실래|들려 ?주실래|들려 ?주시겠어|들려 ?주실 ?수 ?있(?:어|나|을까)|내 ?주실래|해 ?주실래|도와 ?줘|도와 ?줄래|좋아|콜|던져 ?줘|던져 ?줄래|던져 ?봐|던지자|부탁해?)(?:요)?"
)
# Who has asked already, and was not understood.
_KOREAN_INSISTS = (
    r"(?:(?:이?라|하자)니까|(?:하자|이?라|해 ?달라|들려 ?달라|하고 ?싶다)고(?: ?(?:방금|아까|내가|좀|분명히?))*"
    r"(?: ?(?:말)?(?:했는데|했잖아|했어|했거든|하는데|한 ?건데))?)(?:요)?"
)
_ENGLISH_LEAD = r"(?:(?:ok|okay|so|hey|and|please|maybe|well|then|um+|alright|right|lol|haha|yes|yeah|sure|bored|no|(?:(?:have you )?got |do you (?:have|know) )?any (?:good )?games)[,?!. ]+)*"
_ENGLISH_ASK = (
    r"(?:(?:(?:can|could|shall|should|will|would) (?:you|we|i)(?: please)?|let.?s|(?:do|did) you (?:know|have|want to|like)|have you got|got|i.?(?:d| would) (?:like|love)(?: to)?|i want(?: to)?|i need(?: to)?|wanna|want to|wants?|fancy|how about|what about"
    r"|tell me|give me|ask me|show me|play|do|try|hear|another|try|know|help me(?: to| with)?|with|for|us|me|some|any|a|an|another|the|one|more|good|short|little|quick|nice|bedtime|funny|fun|random|cool|weird|interesting|round of|game of) )*"
)


_ENGLISH_INSISTS = r"(?:(?:but |no,? )?i (?:just |already |literally )?(?:said|asked for|meant|wanted) (?:let.?s (?:play|do) )?(?:an? |the )?)"


@cache
def _korean(name: str, *, bare: bool) -> re.Pattern[str]:
    request = rf"(?: ?{_KOREAN_REQUEST}| ?{_KOREAN_INSISTS}(?: ?[ㄱ-ㅎ]*)(?: ?바보(?:야|냐)?)?){'?' if bare else ''}"
    few = r"(?: ?(?:하나만|하나|한 ?판|한 ?번|한 ?편|한 ?문제|좀|같이|더|먼저|다시|짧게|도))*"
    particle = r"(?:이나|라도|으로|로|나|도|를|을|은|는|요|이요)?"
    return re.compile(
        rf"{_KOREAN_LEAD}(?:{name}){particle}{few}{request}[\s!?~.,ㅋㅎㅠㅜ^]*", re.IGNORECASE
    )


@cache
def _english(name: str, *, bare: bool) -> re.Pattern[str]:
    ask = _ENGLISH_ASK if bare else _ENGLISH_ASK[:-1] + "+"
    tail = r"(?:,? (?:please|with me|with you|together|again|then|now|for me|to me|game|exercise|first|next|instead|tonight))*"
    ask = rf"(?:{_ENGLISH_INSISTS}|{ask})"
    return re.compile(rf"{_ENGLISH_LEAD}{ask}(?:{name}){tail}[\s!?~.]*", re.IGNORECASE)


def asks_for(message: str, name: str, language: str, *, bare: bool) -> bool:
    """Whether *message* asks for what *name*, a pattern, names; *bare*: the name alone asks for it."""
    pattern = _korean(name, bare=bare) if language == "ko" else _english(name, bare=bare)
    return bool(pattern.fullmatch(message.strip()))

"""In which speech level of Korean a person is answered."""

import re
from collections.abc import Sequence

from bot.protocols import Kind, Line, Memory, Prompt

_POLITE = re.compile(r"(?:요|죠|니다|니까|용|여|염)$")
_LEVELS = {"반말": "banmal", "존댓말": "jondaetmal"}
_LATELY = 8  # lines in which a level is kept
_BANMAL = re.compile(
    r"(?<![이가은는] )(?<!자꾸 )(?<!맨날 )반말(?:로|을|도)? ?(?:해(?!서|요|대)|하자|하면|할래|써|쓰자|말해|괜찮|좋)|말 ?(?:을 ?)?(?:놔|놓)"
)
_JONDAETMAL = re.compile(
    r"존댓말(?:로|을|이)? ?(?:해|하자|써|쓰|말해|좋|편)|존대 ?(?:해|로)|높임말"
    r"|반말(?:은|을|로)? ?(?:하지 ?마|쓰지 ?마|말고|싫|그만)"
)


def register(prompt: Prompt) -> str:
    """The level in which *prompt* is answered; see `level_of`."""
    return level_of(prompt.message, prompt.history, prompt.memories, usual=prompt.persona.register)


def level_of(
    message: str, history: Sequence[Line], memories: Sequence[Memory], *, usual: str
) -> str:
    """``banmal`` or ``jondaetmal``: what the person asked for last, else kept, else the *usual*.

    *history*, oldest first, is what was said before *message*; among *memories* is what was asked
    for longer ago, whichever persona it was asked of.
    """
    own = (line.text for line in reversed(history) if line.speaker == "user")
    asked = next(filter(None, map(asked_for, (message, *own))), None)
    known = next((_LEVELS.get(one.value) for one in memories if one.kind is Kind.SPEECH), None)
    return asked or known or ("banmal" if _is_informal(history) else usual)


def _is_informal(history: Sequence[Line]) -> bool:
    """Whether both have kept 반말 of late; what it was agreed in may have scrolled out of view."""
    last = history[-_LATELY:]
    theirs = _spoken([line.text for line in last if line.speaker == "user"])
    ours = _spoken([line.text for line in last if line.speaker == "companion"])
    return ours == theirs == "banmal"


def _spoken(texts: Sequence[str]) -> str | None:
    """The level of most of *texts*, as far as their endings tell it."""
    words = [re.findall(r"[가-힣]{2,}", text) for text in texts]
    polite = [bool(_POLITE.search(told[-1])) for told in words if told]
    if not polite:
        return None
    return "jondaetmal" if 2 * sum(polite) > len(polite) else "banmal"


def asked_for(text: str) -> str | None:
    """The speech level that *text* asks for, if it does."""
    if _JONDAETMAL.search(text):
        return "jondaetmal"
    return "banmal" if _BANMAL.search(text) else None

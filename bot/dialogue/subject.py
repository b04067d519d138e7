"""Who does what a message tells, and whether it came about."""

import re
from collections.abc import Collection, Mapping

from bot.dialogue.lines import Situation

_LACKS = re.compile(
    r"(?<![가-힣])(?:안|못) |지 ?(?:않|못|마)|없(?!이 )|모르|몰라|읽씹|못 ?하겠|\b(?:not|never|no one|nobody|\w+n.t|no (?:answer|reply|idea)|stopped)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?<![가-힣])(?:걔|얘|그 ?(?:사람|애|친구|분|녀석)|상대|애들|다들|사람들|[가-힣]{2,5}(?:님|씨|들))(?:가|이|는|은|도)(?= )|고 있더라고?(?:요)?\W*$"
    r"|(?:[가-힣]{2,4}가|[가-힣]{2,4}이) [^.]*(?:[대래]요?|더라고?요?|라고|다고|자고|주셨[가-힣]*|줬[가-힣]*|줌)[\s.!~ㅋㅎ]*$"
    r"|^(?:and |but |so |then |now |turns out )?(?:he|she|they|everyone|everybody|people|(?:my|his|her|their|our|the) [a-z]+(?: [a-z]+)?(?= (?:is|was|has|had|said|says|ate|told|keeps?|thinks?|wants?|might|won't|doesn't|didn't|made|went|came|got|gave|took|left|found|broke|fell|wore|sang|threw|ran|sat|bought|brought|wrote|drove|kept|lost|won|did|knew|felt|thought|put|let|hit|sent|stood|slept|met|saw|heard|just|still|never|always|can|could|would|[a-z]{3,}ed|[a-z]{3,}s)\b)|(?:a|an|one|some|another) [a-z]+(?: [a-z]+)?(?= (?:is|was|had|has|said|told|asked|came|gave|took|[a-z]{3,}ed)\b))\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"^(?:but |and |so )?(?:he|she) (?:was|is|felt|looked|seemed) (?!.*\b(?:me|my|us|we|i)\b)|^(?:but |and |so )?they (?!.*\b(?:me|my|us|we|i)\b)|(?<![가-힣])(?:걔|그 ?(?:애|사람|친구)|동생|친구|형|누나|언니|오빠|엄마|아빠|할머니|할아버지|조카|아들|딸|남편|아내|남친|여친)(?:네|의)? (?:생일|생신|시험|면접|결혼식|졸업식?|집|회사|학교)",
    re.IGNORECASE,
)
_SNAPPED = re.compile(
    r"(?:내가|제가|괜히)[^.]*(?:화 ?냈|화를 ?냈|소리 ?(?:질렀|쳤)|짜증 ?(?:냈|부렸)|욕했)|\bi (?:\w+ )*?(?:yelled|snapped|screamed|shouted)\b",
    re.IGNORECASE,
)
_ME = re.compile(
    r"(?<![가-힣])(?:나|날|난|내|저|제|우리)(?:만|한테|에게|를|는|도|가|보고|랑|보다)?(?= )|\b(?:i|me|my|us|we|i'm)\b",
    re.I,
)
_LOVED = (
    "남자친구", "여자친구", "남편", "아내", "your boyfriend", "your girlfriend", "your husband", "your wife", "your partner",
)  # fmt: skip
_THEIR_LOVE = re.compile(
    r"^(?!.*\b(?:i|me|us)\b).*\b\w+'s (?:boyfriend|girlfriend|husband|wife|ex|fiance)\b", re.I
)


def lacks(text: str) -> bool:
    """Whether *text* tells of something that did not come about or is not there."""
    return bool(_LACKS.search(text))


def is_of_others(text: str, slots: Mapping[str, str]) -> bool:
    """Whether somebody else does what *text* tells, as far as its words and its *slots* go."""
    return "doer" in slots or bool(_OTHERS.search(text))


def is_apart(text: str) -> bool:
    """Whether what *text* tells of others does not touch the person."""
    return bool(_OTHERS.search(text)) and not _ME.search(text)


def has_snapped(text: str) -> bool:
    """Whether it is the person who was angry at somebody: that is seldom anger about it."""
    return bool(_SNAPPED.search(text))


def is_theirs(
    situation: Situation, people: Collection[str], text: str, slots: Mapping[str, str]
) -> bool:
    """Whether it is somebody else who lives through what *situation* has lines for oneself to hear.

    *people* are those who are named in what people say of it.
    """
    if situation.aside == "feeling":
        return is_of_others(text, slots)
    if situation.domain == "love":
        return bool(_THEIR_LOVE.search(text)) or slots.get("doer", _LOVED[0]) not in _LOVED
    if not situation.heard or situation.weighs or situation.aside == "mention":
        return False
    if "doer" in slots:
        return slots["doer"] not in people
    return bool(_THEIRS.search(text)) and not people

"""What is told without a sentence: thanks, and reactions."""

import re

_THANKS = re.compile(
    r"(정말|진짜|너무|오늘도|늘|항상)*(고마워|고맙|감사|땡큐|ㄱㅅ|thanks|thankyou|thx|ty)"
    r"(요|습니다|해|해요|합니다|했어요|somuch|alot|verymuch)*",
    re.IGNORECASE,
)
_NOISE = re.compile(r"[\s!.~^♡♥❤️🙏😊ㅎㅋㅠㅜ,]+")

SAD = frozenset("😢😭💔😨😱")
"""Reactions that tell how somebody feels."""
DISAGREEING = frozenset("👎🤨")
"""Reactions that tell that maum read them wrongly."""


def is_thanks(text: str) -> bool:
    """Whether *text* is a thank-you and nothing else."""
    return len(text) <= 40 and _THANKS.fullmatch(_NOISE.sub("", text)) is not None

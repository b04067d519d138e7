"""Turning to something else: who asks for that and tells it in one breath is heard with what they tell."""

import re

_WISHES = re.compile(
    r"^.*?(?:다른|딴) ?(?:얘기|이야기|거)[나를로]? ?(?:좀 )?(?:하자|할래|할게|해도 돼|하고 싶어)(?:요)?[\s.,!?~ㅋㅎㅠㅜ]*"
    r"|^.*?\b(?:something else|another subject|a different (?:topic|subject)|change the (?:topic|subject))\b[\s.,!?:-]*",
    re.IGNORECASE,
)
_TELLS = 8  # letters of what is told after it, at least


def turned_to(text: str) -> str:
    """What *text* tells after the wish for another subject; all of it, if it tells nothing or wishes for none."""
    rest = _WISHES.sub("", text)
    return rest if len(rest) >= _TELLS and not rest.endswith(("?", "？")) else text

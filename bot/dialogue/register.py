"""In which speech level of Korean a person is answered."""

import re

from bot.protocols import Prompt

_BANMAL = re.compile(
    r"반말(?:로|을|도)? ?(?:해|하자|하면|할래|써|쓰자|말해|괜찮|좋)|말 ?(?:을 ?)?(?:놔|놓)"
)
_JONDAETMAL = re.compile(
    r"존댓말(?:로|을|이)? ?(?:해|하자|써|쓰|말해|좋|편)|존대 ?(?:해|로)|높임말"
    r"|반말(?:은|을|로)? ?(?:하지 ?마|쓰지 ?마|말고|싫|그만)"
)


def register(prompt: Prompt) -> str:
    """``banmal`` or ``jondaetmal``: what the person asked for last, else the persona's."""
    own = (line.text for line in reversed(prompt.history) if line.speaker == "user")
    for text in (prompt.message, *own):
        if _JONDAETMAL.search(text):
            return "jondaetmal"
        if _BANMAL.search(text):
            return "banmal"
    return prompt.persona.register

"""The small voice: replies from lines that people wrote, with no model and no network."""

import random
import re
from collections.abc import AsyncIterator

from bot.protocols import Prompt

_LINES = {
    "ko": ("그랬군요. 조금 더 들려줄래요?", "네, 듣고 있어요. 천천히 말해도 돼요."),
    "en": ("I see. Tell me a bit more?", "I am listening. Take your time."),
}


class Scripted:
    """Answers in Korean and English from hand-written lines; satisfies `ReplyGenerator`."""

    def __init__(self, model: str = "", *, seed: int | None = None) -> None:
        self.model = model
        self._random = random.Random(seed)  # noqa: S311 - variety, not secrecy

    async def reply(self, prompt: Prompt, /) -> AsyncIterator[str]:
        """The reply to *prompt*, word by word."""
        said = {line.text for line in prompt.history[-2:]}
        fresh = [
            line for line in _LINES["ko" if prompt.language == "ko" else "en"] if line not in said
        ]
        for piece in re.findall(r"\S+\s*", self._random.choice(fresh)):
            yield piece

"""The small voice: replies from lines that people wrote, with no model and no network.

A reply is something about what was said and at most one question. What was said is recognised by
cues (`reading`), what it belongs to is read back from the history (`course`), which lines fit is
decided in `plan`, and this module draws from them what has not been said before.
"""

import asyncio
import random
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from bot.dialogue.korean import plain
from bot.dialogue.lines import Question, Template, script
from bot.dialogue.plan import Plan, plan
from bot.dialogue.register import register
from bot.dialogue.scene import Scene
from bot.protocols import Prompt

_DRAWS = 24  # tries at a reply that was not given before
_ASK_AGAIN = (0.9, 0.5, 0.0)  # chance of a question after none, one, two replies that asked
_BARE = 12  # characters of a beginning that does not stand alone
_CLOSES = 0.8  # how often a reply that asks nothing says one thing more


class Scripted:
    """Answers in Korean and English from hand-written lines; satisfies `ReplyGenerator`.

    With a *seed*, equal prompts are answered equally. It has no models: *model* is empty.
    """

    def __init__(self, model: str = "", *, seed: int | None = None) -> None:
        self.model = model
        self.seed = seed

    async def reply(self, prompt: Prompt, /) -> AsyncIterator[str]:
        """The reply to *prompt*, word by word."""
        text = await asyncio.to_thread(compose, prompt, self._chance(prompt))
        for piece in re.findall(r"\s*\S+", text):
            yield piece

    def _chance(self, prompt: Prompt) -> random.Random:
        if self.seed is None:
            return random.Random()  # noqa: S311 - variety, not secrecy
        said = [line.text for line in prompt.history]
        return random.Random(repr((self.seed, prompt.message, said)))  # noqa: S311


def compose(prompt: Prompt, chance: random.Random) -> str:
    """A reply to *prompt* that its history does not hold yet; equal chances give equal replies."""
    language = "ko" if prompt.language == "ko" else "en"
    scene = Scene(replace(prompt, language=language), script(language))
    drawing = _Drawing(scene, plan(scene), chance)
    reply = drawing.draw()
    for _ in range(_DRAWS):
        if reply not in scene.course.said:
            break
        reply = drawing.draw()
    return reply


class _Drawing:
    def __init__(self, scene: Scene, parts: Plan, chance: random.Random) -> None:
        self.scene = scene
        self.plan = parts
        self.chance = chance

    def draw(self) -> str:
        """One of the replies that the plan allows."""
        opening = self._pick([self.plan.opening])
        first = self._first()
        question = None if "?" in first else self._question()
        close = None if question or "?" in first else self._closing(first)
        parts = [opening, first, self._pick([self.plan.help]), question, close]
        return " ".join(dict.fromkeys(part for part in parts if part))

    def _first(self) -> str:
        if self.plan.echo:
            return self._register(self.plan.echo)
        return self._pick(self.plan.say) or self._oldest()

    def _question(self) -> str | None:
        asked = self.scene.course.asked
        sure = self.scene.is_new or (self.scene.worrying and not asked)
        chance = 1.0 if sure else _ASK_AGAIN[min(asked, 2)]
        if self.chance.random() >= chance:
            return None
        return self._pick([self._next(pool) for pool in self.plan.ask])

    def _next(self, pool: Sequence[Question]) -> list[Template]:
        """The questions of *pool* whose turn it is: those that open a subject stand first."""
        course, slots = self.scene.course, self.scene.slots
        new = [item for item in pool if not course.last_said(item.ask) and item.ask.fill(slots)]
        needed = [item.ask for item in new if not (item.unless and course.told(item.unless))]
        return needed[:2]

    def _closing(self, first: str) -> str | None:
        bare = len(first) <= _BARE or self.chance.random() < _CLOSES
        return self._pick(self.plan.close) if bare else None

    def _pick(self, pools: Sequence[Sequence[Template]]) -> str | None:
        """Something from the first pool with a line that fits and is new."""
        for pool in pools:
            new = [line for line in pool if not self.scene.course.last_said(line)]
            if filled := [text for line in new if (text := line.fill(self.scene.slots))]:
                return self._register(self.chance.choice(filled))
        return None

    def _oldest(self) -> str:
        """When all is said: general lines, the longest unsaid first."""
        mood = self.scene.written.moods[self.scene.mood]
        pools = [*self.plan.say, mood.say, mood.more]
        usable = [line for pool in pools for line in pool if line.fill(self.scene.slots)]
        ago = self.scene.course.last_said
        ranked = sorted(usable, key=lambda line: ago(line) or len(self.scene.course.said) + 1)
        return self._register(self.chance.choice(ranked[-4:]).fill(self.scene.slots) or "")

    def _register(self, text: str) -> str:
        korean = self.scene.written.language == "ko"
        return plain(text) if korean and register(self.scene.prompt) == "banmal" else text

"""The small voice: replies from lines written beforehand, with no model and no network.

A reply is something about what was said and at most one question. What was said is recognised by
cues (`reading`), what it belongs to is read back from the history (`course`), which lines fit is
decided in `plan`, and this module draws from them what has not been said before.
"""

import asyncio
import itertools
import random
import re
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from functools import cached_property

from bot.dialogue import keywords, telling
from bot.dialogue.clock import is_another_day
from bot.dialogue.course import READ_BACK
from bot.dialogue.korean import plain
from bot.dialogue.lines import Question, Template
from bot.dialogue.names import asks_name, name_in
from bot.dialogue.outline import Outline
from bot.dialogue.paraphrases import Paraphrase, Paraphrases
from bot.dialogue.plan import plan
from bot.dialogue.recognition import Recogniser, Understood
from bot.dialogue.register import register
from bot.dialogue.reranking import Candidate, Reranker
from bot.dialogue.scene import Scene
from bot.dialogue.script import script
from bot.dialogue.tellings import Likely, Tellings
from bot.dialogue.tense import supposes_past
from bot.dialogue.together import offering, together
from bot.dialogue.told import is_told
from bot.dialogue.turning import turned_to
from bot.protocols import Embedder, Prompt

_DRAWS = 4  # replies of which the freshest is taken
_FRESH = 6  # replies whose turns of phrase are avoided
_ASKS = frozenset({"change", "say_anything"})  # acts that are answered by a question
_ENOUGH = 2  # replies in a row that ask; the next does not
_NEXT = 2  # questions of a pool of which one is drawn
_ASK_AGAIN = (0.9, 0.5)  # chance of a question after none, after one
# What is asked of a thing that nothing is known of yet.
_OPENS = re.compile(
    r"무슨 일(?:이|로)|어떻게 (?:시작|그렇게|하다|헤어지)|^What happened\?|brought that on|^How did it start"
)
_BARE = 12  # characters of a beginning that does not stand alone
_CLOSES = 0.3  # how often a reply that asks nothing says one thing more


class Scripted:
    """Answers in Korean and English from lines written beforehand; satisfies `ReplyGenerator`.

    With a *seed*, equal prompts are answered equally. It has no models: *model* is empty. With an
    *embedder* it finds the situation by meaning as well as by words and letters; with a
    *paraphraser*, for which equal vectors mean the same thing said, it has an exact response to much;
    with a *teller*, whose vectors say which kind of thing is told, it has lines for that; with a
    *reranker*, whose vectors say how good a line is as an answer, it chooses better among all of these.
    """

    def __init__(
        self,
        model: str = "",
        *,
        seed: int | None = None,
        embedder: Embedder | None = None,
        paraphraser: Embedder | None = None,
        teller: Embedder | None = None,
        reranker: Embedder | None = None,
    ) -> None:
        self.model = model
        self.seed = seed
        self._recogniser = Recogniser(embedder)
        self._paraphrases = Paraphrases(paraphraser)
        self._tellings = Tellings(teller)
        self._reranker = Reranker(reranker)

    async def reply(self, prompt: Prompt, /) -> AsyncGenerator[str, None]:
        """The reply to *prompt*, word by word."""
        whole = (*prompt.earlier, *prompt.history)
        prompt = replace(prompt, message=turned_to(prompt.message), history=whole, earlier=())
        told = [line.text for line in prompt.history if line.speaker == "user"]
        understood = await self._recogniser.understood([prompt.message, *told[-READ_BACK:]])
        before = told[-1:] if not is_another_day(prompt) else []
        kinds = [await self._tellings.of(text) for text in (prompt.message, *before)]
        candidates = await self._candidates(prompt, kinds, "".join(before))
        text = await asyncio.to_thread(
            compose, prompt, self._chance(prompt), understood, candidates, kinds
        )
        for piece in re.findall(r"\s*\S+", text):
            yield piece

    async def _candidates(
        self, prompt: Prompt, kinds: Sequence[Likely], before: str
    ) -> Sequence[Candidate]:
        """What may be said to the message: to exactly what it says, and to its kind."""
        exact = await self._paraphrases.of(prompt.message, _language(prompt), kinds[0])
        lines = await asyncio.to_thread(_lines, prompt, kinds, self._chance(prompt, "lines"))
        return await self._reranker.graded(prompt.message, before, [*exact, *lines])

    def _chance(self, prompt: Prompt, *purpose: str) -> random.Random:
        if self.seed is None:
            return random.Random()  # noqa: S311 - variety, not secrecy
        said = [line.text for line in prompt.history]
        return random.Random(repr((self.seed, prompt.message, said, *purpose)))  # noqa: S311


def _lines(prompt: Prompt, kinds: Sequence[Likely], chance: random.Random) -> list[Paraphrase]:
    """Some that are said to the *kinds* of the message and the one before, and to its keywords."""
    now, before = (*kinds, {})[:2]
    language = _language(prompt)
    said = [line.text for line in prompt.history if line.speaker == "companion"]
    of_kinds = telling.offered(now, before, script(language).tellings, said, chance)
    return [*of_kinds, *keywords.offered(prompt.message, language, said, chance)]


def compose(
    prompt: Prompt,
    chance: random.Random,
    understood: Understood | None = None,
    candidates: Sequence[Candidate] = (),
    tellings: Sequence[Likely] = (),
) -> str:
    """A reply to *prompt* that its history does not hold yet; equal chances give equal replies.

    *understood*: of the message and the person's last `READ_BACK`, where they were recognised.
    *candidates*: what may be said to the message, the best first; *tellings*: which kind of thing it
    may tell, and the one before.
    """
    language = _language(prompt)
    prompt = replace(prompt, language=language)
    scene = Scene(prompt, script(language), understood or {}, candidates, tellings)
    if done := together(scene, chance) or offering(scene, chance):
        return done
    drawing = _Drawing(scene, plan(scene), chance)
    drawn = [drawing.draw() for _ in range(_DRAWS)]
    said = scene.course.said
    return min(drawn, key=lambda reply: (reply in said, _echoes(reply, said)))


def _language(prompt: Prompt) -> str:
    return "ko" if prompt.language == "ko" else "en"


def _echoes(reply: str, said: Sequence[str]) -> int:
    """How many turns of phrase *reply* has in common with the last of what was *said*."""
    used = {pair for text in said[-_FRESH:] for pair in _pairs(text)}
    return sum(pair in used for pair in _pairs(reply))


def _pairs(text: str) -> list[tuple[str, str]]:
    words = re.findall(r"\w+", text.lower())
    return list(itertools.pairwise(["", *words[:1], *words]))


class _Drawing:
    def __init__(self, scene: Scene, parts: Outline, chance: random.Random) -> None:
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
        if self.plan.echo and self._register(self.plan.echo) not in self.scene.course.said:
            return self._register(self.plan.echo)
        return self._pick(self.plan.say) or self._oldest()

    def _question(self) -> str | None:
        asked = self.scene.course.asked
        if asked >= _ENOUGH:
            return None
        act = self.scene.act
        opens = self.scene.focus.is_new or (act is not None and act.key in _ASKS)
        sure = opens or (self.scene.gravity.is_worrying and not asked)
        if self.chance.random() >= (1.0 if sure else _ASK_AGAIN[asked]):
            return None
        return self._pick([self._next(pool) for pool in self.plan.ask])

    def _next(self, pool: Sequence[Question]) -> list[Template]:
        """The questions of *pool* whose turn it is: those that open a subject stand first."""
        course, slots = self.scene.course, self.scene.slots
        new = [item for item in pool if self._is_new(item.ask) and item.ask.fill(slots)]
        told = self.scene.reading.text
        fit = [item for item in new if item.fits(told)]
        needed = [item.ask for item in fit if not (item.unless and course.told(item.unless))]
        language = self.scene.written.language
        texts = [told, *course.lately]
        needed = [ask for ask in needed if not is_told(ask.text, texts, language)]
        if self.scene.named or course.knows_name or name_in(told):
            needed = [ask for ask in needed if not asks_name(ask.text)]
        if not self.scene.focus.is_new:
            needed = [ask for ask in needed if not _OPENS.search(ask.text)]
        return needed[: 1 if any(item.given for item in fit) else _NEXT]

    def _closing(self, first: str) -> str | None:
        bare = len(first) <= _BARE or self.chance.random() < _CLOSES
        return self._pick(self.plan.close) if bare else None

    def _pick(self, pools: Sequence[Sequence[Template]]) -> str | None:
        """Something from the first pool with a line that fits and is new."""
        for pool in pools:
            new = [line for line in pool if self._is_new(line)]
            if filled := [text for line in new if (text := line.fill(self.scene.slots))]:
                return self._register(self.chance.choice(filled))
        return None

    def _is_new(self, line: Template) -> bool:
        """Whether *line* was not said yet, and is not about how something went that is to come."""
        if self.scene.focus.ahead and supposes_past(line.text, self.scene.written.language):
            return False
        return not self.scene.course.last_said(line)

    def _oldest(self) -> str:
        """When all is said: general lines, the longest unsaid first."""
        mood = self.scene.written.moods[self.scene.mood]
        pools = [*self.plan.say, mood.say, mood.more]
        usable = [line for pool in pools for line in pool if line.fill(self.scene.slots)]
        ago = self.scene.course.last_said
        ranked = sorted(usable, key=lambda line: ago(line) or len(self.scene.course.said) + 1)
        return self._register(self.chance.choice(ranked[-4:]).fill(self.scene.slots) or "")

    def _register(self, text: str) -> str:
        return plain(text) if self._informal else text

    @cached_property
    def _informal(self) -> bool:
        korean = self.scene.written.language == "ko"
        return korean and register(self.scene.prompt) == "banmal"

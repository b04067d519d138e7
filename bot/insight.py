"""How a person's words are read: by the classifier, and as they corrected it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.emotion.correction import MOST, tilted
from bot.emotion.naming import named_feeling
from bot.emotion.reading import UNSURE, read
from bot.events import ChatKey, Degraded, Felt, Level, Stage
from bot.optional import attempt
from bot.parts import Parts
from bot.protocols import Correction, Explainer, Explanation, Line, Scores
from config.moods import Mood, mood_table

_FRESH = timedelta(minutes=30)
"""How long a reading is what a person may be talking about."""
_PUSHING = 0.3
"""Nats from which on a word is said to have led to a reading …"""
_BESIDE = 0.25
"""… and this part of what the strongest word weighs."""
_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What is made of a text, and why."""

    text: str
    felt: Felt
    words: tuple[str, ...]
    """Those that led to it, strongest first; empty where it was no single word."""
    told: Mood | None
    """What the person themselves said that it is."""

    @property
    def sure(self) -> bool:
        """Whether a mood was claimed; else the companion stays calm."""
        return self.felt.emotion.confidence >= UNSURE


class Insight:
    """Reads for one person at a time; nobody's corrections touch anybody else."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def felt(
        self, text: str, corrections: Sequence[Correction], /, *, within: float
    ) -> tuple[Felt, Sequence[Degraded]]:
        """The reading of *text* for who made *corrections*, and what was missing for it.

        A classifier that fails, or takes longer than *within* seconds, has read nothing: calm,
        without confidence.
        """
        classifying = self._parts.classifier.classify(text)
        scores = await attempt(Stage.EMOTION, classifying, within=within)
        if isinstance(scores, Degraded):
            return _read(Scores(labels={}), text, corrections), [scores]
        return _read(scores, text, corrections), []

    async def why(self, who: str, text: str, /) -> Why:
        """What is made of *text* for *who*; raises `EmotionError` and `StoreError`."""
        explaining = asyncio.ensure_future(self._explained(text))
        try:
            known = await self._parts.store.corrections(who, limit=MOST)
            explanation = await explaining
        finally:
            explaining.cancel()
        felt = _read(explanation.scores, text, known)
        told = next((one.meant for one in known if one.text == text), None)
        return Why(text=text, felt=felt, words=_leading(explanation, felt.mood), told=told)

    async def correct(self, chat: ChatKey, text: str, /, *, read: Mood, meant: Mood) -> bool:
        """Keep that *text* was read wrongly; raises `StoreError`.

        False, and nothing is kept, of words that the guard would take: they are no matter of mood.
        """
        judgement = await asyncio.to_thread(self._parts.guard.judge, text)
        if judgement.level is not Level.NONE:
            return False
        made = Correction(text=text, read=read, meant=meant, at=datetime.now(UTC))
        await self._parts.store.correct(chat, made)
        return True

    async def _explained(self, text: str) -> Explanation:
        classifier = self._parts.classifier
        if isinstance(classifier, Explainer):
            return await classifier.explain(text)
        return Explanation(scores=await classifier.classify(text), words=())


def correction_in(said: str, history: Sequence[Line], /) -> Correction | None:
    """What *said* corrects of the last reading in *history*, oldest first; None if nothing."""
    now = datetime.now(UTC)
    read = (line for line in reversed(history) if line.speaker == "user" and line.mood)
    line = next(read, None)
    if not (line and line.mood) or line.level is not Level.NONE or line.at < now - _FRESH:
        return None
    meant = named_feeling(said)
    return Correction(text=line.text, read=line.mood, meant=meant, at=now) if meant else None


def told(mood: Mood) -> Felt:
    """The reading where the person named their mood."""
    table = mood_table()
    polarity = table.responses[mood].polarity
    return read(Scores(labels={str(mood): 1.0}, moods={mood: 1.0}, polarity=polarity), table)


def _read(scores: Scores, text: str, known: Sequence[Correction]) -> Felt:
    table = mood_table()
    return read(tilted(scores, text, known, now=datetime.now(UTC), table=table), table)


def _leading(explanation: Explanation, mood: Mood) -> tuple[str, ...]:
    pushing = [(weights.get(mood, 0.0), word) for word, weights in explanation.words]
    pushing.sort(key=lambda pair: pair[0], reverse=True)
    least = max(_PUSHING, _BESIDE * pushing[0][0]) if pushing else _PUSHING
    leading = (word for weight, word in pushing if weight >= least)
    return tuple(dict.fromkeys(leading))[:_WORDS]

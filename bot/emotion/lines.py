"""The lines in front of a model that reads."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.emotion.explanation import Classify, explain
from bot.emotion.line import Line
from bot.protocols import Explanation, Scores

_EXPLANATIONS = 8
"""Texts that may wait to be explained, which takes as long as several readings."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model in memory, as `explain` wants it. Blocks; raises `EmotionError`."""

    classify: Classify
    skim: Classify | None = None


class Lines:
    """A model behind a line of texts to be read and one of those to be explained.

    It is loaded when it is first wanted.
    """

    def __init__(self, load: Callable[[], Loaded]) -> None:
        """*load* blocks; what it raises, every method here raises."""
        self._load = load
        self._loading = asyncio.Lock()
        self._both: tuple[Line[Scores], Line[Explanation]] | None = None

    async def ready(self) -> tuple[Line[Scores], Line[Explanation]]:
        """The lines, once the model is there."""
        async with self._loading:
            if self._both is None:
                model = await asyncio.to_thread(self._load)
                why = partial(explain, classify=model.classify, skim=model.skim)
                self._both = (
                    Line(lambda text: model.classify([text])[0]),
                    Line(why, room=_EXPLANATIONS),
                )
            return self._both

    async def read(self, text: str) -> Scores:
        """What the model says of *text*; raises `EmotionError`, also where the line is full."""
        reading, _ = await self.ready()
        return await reading.ask(text)

    async def explain(self, text: str) -> Explanation:
        """The same, with the words that it goes by."""
        _, explaining = await self.ready()
        return await explaining.ask(text)

    async def close(self) -> None:
        """Give the model up when everybody in line has an answer."""
        both, self._both = self._both, None
        for line in both or ():
            await line.close()

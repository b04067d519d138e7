"""The lines in front of a model that reads."""

from functools import partial

from bot.emotion.explanation import Classify, explain
from bot.emotion.line import Line

_EXPLANATIONS = 8
"""Texts that may wait to be explained, which takes as long as several readings."""


class Lines:
    """A model behind a line of texts to be read and one of those to be explained."""

    def __init__(self, classify: Classify, skim: Classify | None = None) -> None:
        """*classify* and *skim* as `explain` wants them; they block."""
        self.reading = Line(lambda text: classify([text])[0])
        self.explaining = Line(partial(explain, classify=classify, skim=skim), room=_EXPLANATIONS)

    async def close(self) -> None:
        """Return when everybody in line has an answer."""
        await self.reading.close()
        await self.explaining.close()

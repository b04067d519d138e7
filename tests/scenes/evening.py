"""An evening with the small voice, without its networks."""

import random
from datetime import UTC, datetime, timedelta

from bot.dialogue.scripted import compose
from bot.events import Level
from bot.protocols import Line, Prompt
from config.moods import Mood
from config.personas import persona

START = datetime(2026, 1, 1, 21, tzinfo=UTC)


class Evening:
    """A conversation, one message after the other."""

    def __init__(
        self, language: str, *, seed: int = 1, level: Level = Level.NONE, scene: str = ""
    ) -> None:
        self.language = language
        self.lines: list[Line] = []
        self.at = START
        self._chance = random.Random(seed)
        self._level = level
        self._scene = scene

    @property
    def replies(self) -> list[str]:
        return [line.text for line in self.lines if line.speaker == "companion"]

    def say(self, message: str, *, mood: Mood = Mood.CALM) -> str:
        """The reply to *message*."""
        prompt = Prompt(
            message=message,
            language=self.language,
            mood=mood,
            tone="easy",
            persona=persona("maum"),
            history=tuple(self.lines),
            level=self._level,
            scene=self._scene,
            at=self.at,
        )
        reply = compose(prompt, self._chance)
        for speaker, text in (("user", message), ("companion", reply)):
            self.lines.append(Line(speaker=speaker, text=text, at=self.at, mood=mood))
        self.at += timedelta(minutes=1)
        return reply

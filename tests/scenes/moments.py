"""A message and what came before it, where the reply is due."""

from bot.dialogue.reranking import Candidate
from bot.dialogue.scene import Scene
from bot.dialogue.script import script
from bot.protocols import Line, Prompt
from config.moods import Mood
from config.personas import persona


def moment(
    message: str,
    *candidates: Candidate,
    history: tuple[Line, ...] = (),
    mood: Mood = Mood.CALM,
) -> Scene:
    """Korean *message* told in *mood* after *history*, with *candidates* for an answer, the best first."""
    prompt = Prompt(
        message=message,
        language="ko",
        mood=mood,
        tone="easy",
        persona=persona("maum"),
        history=history,
        at=history[-1].at if history else None,
    )
    return Scene(prompt, script("ko"), {}, candidates)

"""What is said to somebody in danger."""

import re

from bot.dialogue.outline import Outline
from bot.dialogue.scene import Scene
from bot.events import Level

_HELP_EVERY = 3  # replies for which the helpline is not named again
_HELPLINE = re.compile(r"(?<!\d)\d{3,4}(?!\d)|findahelpline")


def caring(scene: Scene) -> Outline:
    """Company, the way to people who can help now and then, and nothing clever."""
    care = scene.written.care
    company, own = care[_company(scene)], care.get(scene.reading.act or "")
    named = any(_HELPLINE.search(text) for text in scene.course.said[-_HELP_EVERY:])
    said = [own.say, own.more] if own else []
    return Outline(
        say=[scene.answering(care.values()), *said, company.say, company.more],
        help=() if own or named else care["help"].say,
        ask=[own.ask] if own else [company.ask],
        close=[] if own else [care["staying"].say],
    )


def _company(scene: Scene) -> str:
    """The lines that keep somebody company in the danger that there is."""
    prompt, gravity = scene.prompt, scene.gravity
    despairs = scene.reading.act == "despair" or prompt.level is Level.NONE
    if gravity.is_now and prompt.about != "someone_else":
        return "now_hurt" if prompt.about == "abuse" else "now"
    light = gravity.is_ordinary if prompt.level is Level.CONCERN else not gravity.is_heavy
    if light and not despairs:
        return "aside"
    return prompt.about if prompt.about in scene.written.care else "company"

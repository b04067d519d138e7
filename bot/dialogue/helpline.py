"""Whom to name to somebody in danger."""

from bot.protocols import Prompt
from config.moods import Words

_USUAL = Words(ko="109(자살예방 상담전화, 24시간)", en="109 in Korea or 988 in the US")


def helpline(prompt: Prompt) -> str:
    """In the middle of a sentence; empty where the person wants to hear of no numbers."""
    return _USUAL[prompt.language] if prompt.helpline is None else prompt.helpline

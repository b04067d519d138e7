"""``maum care``: what the crisis guard makes of texts."""

import argparse
from typing import TYPE_CHECKING

from bot.cli import items
from config.errors import EmptyMessage

if TYPE_CHECKING:
    from bot.care.guard import Guard

add_arguments = items.add_arguments

_PATIENCE = 60.0
"""Seconds: nobody waits for help here, and the network is loaded first."""


async def run(arguments: argparse.Namespace) -> int:
    """Print the level of each text; 1 if one of them was empty."""
    from bot.care.guard import Guard
    from bot.care.opinion import Opinions

    lines = items.Lines(_prose, as_json=arguments.json)
    async with Opinions(patience=_PATIENCE) as opinions:
        guard = Guard(opinions)
        for text in items.texts(arguments.texts):
            lines.show({"text": text, **await _judged(guard, text)})
    return int(lines.failed)


async def _judged(guard: "Guard", text: str) -> items.Item:
    if not text.strip():
        return items.refused(EmptyMessage("the text is empty"))
    judgement = await guard.hear(text)
    return {"level": judgement.level, "kinds": list(judgement.kinds)}


def _prose(judged: items.Item) -> str:
    if "error" in judged:
        return f"{judged['text']}\t{judged['message']}"
    about = f" ({', '.join(judged['kinds'])})" if judged["kinds"] else ""
    return f"{judged['text']}\t{judged['level']}{about}"

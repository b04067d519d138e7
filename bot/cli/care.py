"""``maum care``: what the crisis guard makes of texts."""

import argparse
from typing import TYPE_CHECKING

from bot.cli import items
from config.errors import EmptyMessage

if TYPE_CHECKING:
    from bot.care.guard import Guard

add_arguments = items.add_arguments


async def run(arguments: argparse.Namespace) -> int:
    """Print the level of each text; 1 if one of them was empty."""
    from bot.care.guard import Guard

    guard, lines = Guard(), items.Lines(_prose, as_json=arguments.json)
    for text in items.texts(arguments.texts):
        lines.show({"text": text, **_judged(guard, text)})
    return int(lines.failed)


def _judged(guard: "Guard", text: str) -> items.Item:
    if not text.strip():
        return items.refused(EmptyMessage("the text is empty"))
    judgement = guard.judge(text)
    return {"level": judgement.level, "kinds": list(judgement.kinds)}


def _prose(judged: items.Item) -> str:
    if "error" in judged:
        return f"{judged['text']}\t{judged['message']}"
    about = f" ({', '.join(judged['kinds'])})" if judged["kinds"] else ""
    return f"{judged['text']}\t{judged['level']}{about}"

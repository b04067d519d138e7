"""Writes docs/scripted-voice.md: what the small voice really answers.

``python -m bench.exchanges > docs/scripted-voice.md``. The conversations are those of
``exchanges.toml``, the answers are taken as they come; with the seed they come out the same.
"""

import asyncio
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.dialogue.scripted import Scripted
from bot.events import Level
from bot.protocols import Line, Prompt
from config.moods import Mood, mood_table
from config.personas import persona

SEED = 1
_START = datetime(2026, 1, 1, 21, tzinfo=UTC)
_HEAD = """# The small voice, as it really ran

Written by `python -m bench.exchanges`; not a word is edited, and a test keeps it up to date.
Each message is given with its mood (in maum the classifier reads it). Under “one message each”
every message is the first of its own conversation.
"""


async def answers(talk: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Mood, message and reply of each turn of *talk*."""
    voice, history, heard = Scripted(seed=SEED), list[Line](), list[tuple[str, str, str]]()
    companion = replace(persona("maum"), register=talk.get("register", "jondaetmal"))
    table = mood_table()
    for minute, (mood, message) in enumerate(talk["turns"]):
        prompt = Prompt(
            message=message,
            language=talk["language"],
            mood=Mood(mood),
            tone=table.responses[Mood(mood)].tone,
            persona=companion,
            history=() if talk.get("alone") else tuple(history),
            level=Level(talk.get("level", "none")),
        )
        reply = "".join([piece async for piece in voice.reply(prompt)])
        at = _START + timedelta(minutes=minute)
        history += [
            Line(speaker="user", text=message, at=at, mood=Mood(mood)),
            Line(speaker="companion", text=reply, at=at),
        ]
        heard.append((mood, message, reply))
    return heard


def page() -> str:
    """The whole page."""
    talks = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["talk"]
    return "\n".join([_HEAD, *(line for talk in talks for line in _section(talk))])


def _section(talk: dict[str, Any]) -> Iterator[str]:
    names = mood_table().names
    yield f"## {talk['title']}\n"
    for mood, message, reply in asyncio.run(answers(talk)):
        yield f"**{message or '…'}** ({names[Mood(mood)][talk['language']]})  \n{reply}\n"


if __name__ == "__main__":
    print(page(), end="")

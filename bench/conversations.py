"""Writes docs/conversations/*.md: conversations with the small voice as they really ran.

``python -m bench.conversations``. What the person says stands in ``conversations_<language>.toml``,
each message with the mood that maum's own reading gave it; ``--moods`` reads them anew. The answers
are taken as they come, the situations found by the embedder that comes with maum.
"""

import asyncio
import json
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.dialogue.scripted import Scripted
from bot.emotion.embedded import EmbeddedClassifier
from bot.emotion.reading import read
from bot.memory.embedded import EmbeddedEmbedder
from bot.protocols import Line, Prompt
from config.moods import Mood, mood_table
from config.personas import persona

SEED = 1
ROOT = Path(__file__).parents[1]
_START = datetime(2026, 1, 1, 21, tzinfo=UTC)
_HEADS = {
    "ko": "# 작은 목소리와 나눈 대화\n\n`python -m bench.conversations`가 쓴 그대로이고, 한 글자도 고치지 않았다. 시험이 지금도 이렇게\n대답하는지 본다. 괄호 안은 maum이 읽은 기분이다.\n",
    "en": "# Conversations with the small voice\n\nWritten by `python -m bench.conversations`; not a word is edited, and a test keeps it up to date.\nIn brackets stands the mood that maum read.\n",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message and what was answered."""

    mood: Mood
    message: str
    reply: str


def talks(language: str) -> list[dict[str, Any]]:
    """What the person says: ``title``, ``turns`` as pairs of mood and message, ``register``, ``at``."""
    file = Path(__file__).with_name(f"conversations_{language}.toml")
    return list(tomllib.loads(file.read_text("utf-8"))["talk"])


def speaker() -> Scripted:
    """The voice that answers here."""
    return Scripted(
        seed=SEED,
        embedder=EmbeddedEmbedder(),
        paraphraser=EmbeddedEmbedder(network="paraphrase"),
        teller=EmbeddedEmbedder(network="telling"),
        reranker=EmbeddedEmbedder(network="reranker"),
    )


async def held(talk: dict[str, Any], language: str, voice: Scripted) -> list[Turn]:
    """The conversation *talk*, answered."""
    history, turns = list[Line](), list[Turn]()
    companion = replace(persona("maum"), register=talk.get("register", "jondaetmal"))
    for minute, (mood, message) in enumerate(talk["turns"]):
        at = talk.get("at", _START) + timedelta(minutes=minute)
        prompt = Prompt(
            message=message,
            language=language,
            mood=Mood(mood),
            tone=mood_table().responses[Mood(mood)].tone,
            persona=companion,
            history=tuple(history),
            at=at,
        )
        reply = "".join([piece async for piece in voice.reply(prompt)])
        history += [
            Line(speaker="user", text=message, at=at, mood=Mood(mood)),
            Line(speaker="companion", text=reply, at=at),
        ]
        turns.append(Turn(mood=Mood(mood), message=message, reply=reply))
    return turns


def page(language: str, conversations: Sequence[tuple[str, Sequence[Turn]]]) -> str:
    """All *conversations*, each with its title, as Markdown."""
    sections = (line for title, turns in conversations for line in _section(language, title, turns))
    return "\n".join([_HEADS[language], *sections])


def _section(language: str, title: str, turns: Sequence[Turn]) -> Iterator[str]:
    yield f"## {title}\n"
    for turn in turns:
        yield f"**{turn.message}** ({mood_table().names[turn.mood][language]})  \n{turn.reply}\n"


async def write(language: str, voice: Scripted) -> None:
    """The page of *language*."""
    found = [(talk["title"], await held(talk, language, voice)) for talk in talks(language)]
    file = ROOT / "docs" / "conversations" / f"{language}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(page(language, found), "utf-8")


async def _moods(language: str) -> None:
    """Read the mood of every message anew."""
    classifier, lines = EmbeddedClassifier(), list[str]()
    for talk in talks(language):
        lines += ["[[talk]]", f"title = {_quoted(talk['title'])}"]
        lines += [f"register = {_quoted(talk['register'])}"] if "register" in talk else []
        lines.append("turns = [")
        for _, message in talk["turns"]:
            felt = read(await classifier.classify(message), mood_table())
            lines.append(f"  [{_quoted(felt.mood)}, {_quoted(message)}],")
        lines += ["]", ""]
    file = Path(__file__).with_name(f"conversations_{language}.toml")
    file.write_text("\n".join(lines), "utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


async def main() -> None:
    voice = speaker()
    for language in ("ko", "en"):
        if "--moods" in sys.argv:
            await _moods(language)
        await write(language, voice)


if __name__ == "__main__":
    asyncio.run(main())

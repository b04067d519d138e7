"""Lines as rows of their table, and back."""

from typing import Any

from sqlalchemy import Row

from bot.events import Level
from bot.protocols import Line
from bot.store.text import storable
from config.moods import Mood


def row_of(chat_id: int, said: Line) -> dict[str, Any]:
    """*said*, in the conversation of that id."""
    return {
        "chat_id": chat_id,
        "speaker": said.speaker,
        "text": storable(said.text),
        "mood": said.mood,
        "level": said.level,
        "at": said.at,
        # Lines without a source are all apart, as Null equals nothing.
        "source": storable(said.source) or None,
    }


def line_of(row: Row[Any]) -> Line:
    """The line in *row*."""
    return Line(
        speaker=row.speaker,
        text=row.text,
        mood=Mood(row.mood) if row.mood else None,
        level=Level(row.level),
        at=row.at,
        source=row.source or "",
    )

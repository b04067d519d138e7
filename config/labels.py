"""What people read for a classifier's labels: ``labels.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from config.moods import Mood, Words, mood_table


def label_name(label: str, /) -> Words:
    """The name of *label*, a label or a mood that ``moods.toml`` knows; itself if it has none."""
    if label in _names():
        return _names()[label]
    return mood_table().names[Mood(label)] if label in set(Mood) else Words(ko=label, en=label)


@cache
def _names() -> Mapping[str, Words]:
    raw = tomllib.loads((files("config") / "labels.toml").read_text("utf-8"))
    return {label: Words(**row) for label, row in raw.items()}

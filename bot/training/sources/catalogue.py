"""The data sets that have a name."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.training.sources.aihub import aihub
from bot.training.sources.found import Found
from bot.training.sources.options import Options
from bot.training.sources.published import Publication
from bot.training.sources.reviews import reviews
from config.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A data set that has a name."""

    name: str
    about: str
    source: str
    licence: str
    folders: tuple[str, ...]
    """What its folder goes by."""
    read: Callable[[Path, Options], Found]

    def path(self, options: Options) -> Path:
        """Where it lies in the folder of data sets; raises `UsageError`, which says how to get it."""
        for name in self.folders if options.folder else ():
            if options.folder and (options.folder / name).is_dir():
                return options.folder / name
        raise UsageError(
            f"{self.name} ({self.about}) is not here: fetch it from {self.source} "
            f"(licence: {self.licence}) and say {self.name}=FOLDER or --data-folder FOLDER"
        )


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every data set that has a name, by it."""
    raw = tomllib.loads((files("bot.training.sources") / "catalogue.toml").read_text("utf-8"))
    return {name: _entry(name, section) for name, section in raw.items()}


def _entry(name: str, section: Mapping[str, Any]) -> Entry:
    own = {"aihub": aihub, "reviews": reviews}
    return Entry(
        name=name,
        about=section["about"],
        source=section["source"],
        licence=section["licence"],
        folders=tuple(section["folders"]),
        read=own[name] if name in own else Publication.of(section).read,
    )

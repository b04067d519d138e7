"""What the companion looks like whatever it feels: ``config/looks.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from config.errors import ConfigError
from config.spelling import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Hair, skin and clothes, in py_avataaars' own terms."""

    ko: str
    en: str
    top: str
    """Hair or headwear."""
    skin: str
    clothes: str
    clothes_color: str
    hair_color: str = "BROWN_DARK"
    hat_color: str = "GRAY_02"


@cache
def looks() -> Mapping[str, Look]:
    """Every look that maum ships, by name."""
    raw = tomllib.loads((files("config") / "looks.toml").read_text("utf-8"))
    return {name: Look(**row) for name, row in raw.items()}


def look(name: str) -> Look:
    """The look called *name*; raises `ConfigError`."""
    if name not in looks():
        raise ConfigError(f"there is no look named {name!r}{did_you_mean(name, looks())}")
    return looks()[name]

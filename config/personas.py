"""Who the companion is: ``personas/*.toml``, or a file of one's own."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from config.errors import ConfigError
from config.moods import Words
from config.spelling import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A character for the companion."""

    key: str
    name: Words
    look: str
    """A key of ``looks.toml``."""
    register: str
    """Korean speech level of its own lines: ``banmal`` or ``jondaetmal``."""
    voice: str
    """A voice of the synthesiser, or empty for the engine's own."""
    character: Words
    """What a language model is told about the character."""


def shipped_personas() -> tuple[str, ...]:
    """The keys of the personas that come with maum."""
    folder = files("config") / "personas"
    return tuple(
        sorted(
            entry.name.removesuffix(".toml")
            for entry in folder.iterdir()
            if entry.name.endswith(".toml")
        )
    )


def persona(name: str) -> Persona:
    """The persona called *name*, or that of the TOML file *name*; raises `ConfigError`."""
    path = Path(name)
    if path.suffix == ".toml":
        return _read(path.stem, _text(path))
    if name not in shipped_personas():
        hint = did_you_mean(name, shipped_personas())
        raise ConfigError(f"there is no persona named {name!r}{hint}")
    return _read(name, (files("config") / "personas" / f"{name}.toml").read_text("utf-8"))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise ConfigError(f"the persona {path} cannot be read: {error.strerror}") from error


def _read(key: str, text: str) -> Persona:
    try:
        raw = tomllib.loads(text)
        return Persona(
            key=key,
            name=Words(**raw["name"]),
            look=raw["look"],
            register=raw["register"],
            voice=raw.get("voice", ""),
            character=Words(**raw["character"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ConfigError(f"the persona {key!r} does not fit: {error}") from error

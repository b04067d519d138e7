"""Who the companion is: ``personas/*.toml``, or a file of one's own.

A persona says who speaks and how. What it may never claim or demand is refused when it is read; see
`config.decency`.
"""

import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from config.decency import faults
from config.errors import ConfigError
from config.moods import Words
from config.spelling import did_you_mean

REGISTERS = ("banmal", "jondaetmal")
"""Speech levels of Korean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A character for the companion."""

    key: str
    name: Words
    look: str
    """A key of ``looks.toml``."""
    register: str
    """Korean speech level of its own lines, one of `REGISTERS`."""
    voice: str
    """A voice of the synthesiser, or empty for the engine's own."""
    character: Words
    """What a language model is told about the character."""
    boundaries: Words
    """What it is told not to do, beside what no persona does."""
    about: Words
    """A line for whoever chooses one."""


_UNTOLD = {"voice": "", "boundaries": Words(ko="", en=""), "about": Words(ko="", en="")}
_whole = TypeAdapter(Persona)


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


def persona(name: str, *, own: Path | None = None) -> Persona:
    """The persona called *name*, in the folder *own* or shipped, or that of the TOML file *name*.

    Raises `ConfigError`.
    """
    if name.endswith(".toml"):
        path = Path(name)
        return parse_persona(path.stem, _text(path))
    mine = [path.stem for path in sorted(own.glob("*.toml"))] if own else []
    if own and name in mine:
        return parse_persona(name, _text(own / f"{name}.toml"))
    if name not in shipped_personas():
        hint = did_you_mean(name, [*mine, *shipped_personas()])
        raise ConfigError(f"there is no persona named {name!r}{hint}")
    return parse_persona(name, (files("config") / "personas" / f"{name}.toml").read_text("utf-8"))


def known_personas(own: Path) -> tuple[Persona, ...]:
    """Those that ship and those in the folder *own*; a file that does not fit is left out."""
    mine = [path.stem for path in sorted(own.glob("*.toml"))]
    found: list[Persona] = []
    for name in dict.fromkeys([*shipped_personas(), *mine]):
        with suppress(ConfigError):  # `maum persona list` tells what is wrong with it
            found.append(persona(name, own=own))
    return tuple(found)


def looks() -> tuple[str, ...]:
    """The keys of ``looks.toml``."""
    return tuple(tomllib.loads((files("config") / "looks.toml").read_text("utf-8")))


def _look(name: str) -> None:
    if name not in looks():
        raise ConfigError(f"there is no look named {name!r}{did_you_mean(name, looks())}")


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the persona {path} cannot be read: {error}") from error


def parse_persona(key: str, text: str) -> Persona:
    """The persona in the TOML *text*; raises `ConfigError`, which names what is wrong."""
    try:
        raw = tomllib.loads(text)
        unknown = set(raw) - {*Persona.__dataclass_fields__} | set(raw) & {"key"}
        if unknown:
            name = min(unknown)
            raise ConfigError(
                f"the persona {key!r}: {name!r} means nothing"
                f"{did_you_mean(name, Persona.__dataclass_fields__)}"
            )
        found = _whole.validate_python(_UNTOLD | raw | {"key": key})
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"the persona {key!r} is no TOML: {error}") from None
    except ValidationError as error:
        wrong = error.errors()[0]
        place = ".".join(map(str, wrong["loc"]))
        raise ConfigError(f"the persona {key!r}: {place}: {wrong['msg']}") from None
    _look(found.look)
    if found.register not in REGISTERS:
        raise ConfigError(f"the persona {key!r}: register is one of {', '.join(REGISTERS)}")
    for text in _told(found):
        for fault, sentence in faults(text):
            raise ConfigError(f"the persona {key!r} {fault}: “{sentence}”")
    return found


def _told(one: Persona) -> Iterator[str]:
    for words in (one.name, one.about, one.character, one.boundaries):
        yield from (words.ko, words.en)

"""Where people can turn to in a crisis: ``helplines.toml``, and the operator's own beside it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from config.errors import ConfigError
from config.moods import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpline:
    """A number that people answer."""

    number: str
    name: Words
    hours: str
    """``24`` for day and night, else the hours as they are said; empty if they are not known."""
    languages: tuple[str, ...]
    """ISO 639 codes of the languages it answers in."""
    text: Words
    """How it is reached in writing; empty if it is not."""
    audience: str
    """``everyone``, ``young``, ``abused``, ``bullied``, who is young and hurt by others, or ``eating``."""
    source: str
    checked: str
    """The day the number was last compared with its source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """A country's numbers for immediate danger."""

    number: Words
    source: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """The checked numbers of one country, those to try first coming first."""

    code: str
    """ISO 3166."""
    name: Words
    emergency: Emergency
    lines: tuple[Helpline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """A place that lists helplines of the whole world."""

    name: Words
    address: str
    source: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Helplines:
    """All that is known."""

    countries: Mapping[str, Country]
    directory: Directory


def load_helplines(home: Path | None = None) -> Helplines:
    """The shipped helplines; a country in *home*/helplines.toml replaces the shipped one.

    Raises `ConfigError` if the operator's file does not fit.
    """
    raw = tomllib.loads((files("config") / "helplines.toml").read_text("utf-8"))
    own = home / "helplines.toml" if home else None
    if own is None or not own.exists():
        return _helplines(raw)
    try:
        return _helplines(raw | tomllib.loads(own.read_text("utf-8")))
    except OSError as error:
        raise ConfigError(f"{own} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{own} does not fit: {error}") from None


def _helplines(raw: Mapping[str, Any]) -> Helplines:
    directory = dict(raw["directory"])
    directory["name"] = Words(**directory["name"])
    countries = {code: _country(code, row) for code, row in raw.items() if code != "directory"}
    return Helplines(countries=countries, directory=Directory(**directory))


def _country(code: str, row: Mapping[str, Any]) -> Country:
    emergency = dict(row["emergency"])
    emergency["number"] = Words(**emergency["number"])
    lines = tuple(_line(line) for line in row["lines"] if line["checked"])
    if not emergency["checked"] or not lines:
        raise ValueError(f"{code} has no checked number")
    return Country(
        code=code, name=Words(**row["name"]), emergency=Emergency(**emergency), lines=lines
    )


def _line(row: Mapping[str, Any]) -> Helpline:
    values = dict(row)
    values["name"] = Words(**values["name"])
    values["text"] = Words(**values.get("text", {"ko": "", "en": ""}))
    values["languages"] = tuple(values["languages"])
    return Helpline(**values)

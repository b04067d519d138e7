"""The options that every command shares: which settings are in force."""

import argparse
import tomllib
from pathlib import Path
from typing import Any

from config.errors import ConfigError, UsageError
from config.logs import configure
from config.settings import Settings, load_settings


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings for this command, with logging set up; raises `ConfigError`."""
    given = arguments.config_here or arguments.config
    file = Path(given) if given else None
    if file is not None and not file.is_file():
        raise ConfigError(f"there is no settings file {file}")
    settings = load_settings(overrides=_overrides([*arguments.set, *arguments.set_here]), file=file)
    configure(settings.log.level, json_lines=settings.log.json_lines)
    return settings


def _overrides(given: list[str]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise UsageError(f"--set wants NAME=VALUE, not {one!r}")
        level = nested
        *sections, key = name.strip().split(".")
        for section in sections:
            level = level.setdefault(section, {})
            if not isinstance(level, dict):
                raise UsageError(f"--set gives {section!r} a value and a part of its own")
        level[key] = _value(value)
    return nested


def _value(text: str) -> object:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text

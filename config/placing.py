"""Where in ``maum.toml`` or the environment a setting that does not fit was written."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError


def misplaced(
    error: ValidationError,
    *,
    file: Path,
    defaults: Path,
    variables: Mapping[str, tuple[str, ...]],
) -> str:
    """One line for each setting in *error*: where it stands and what is wrong with it.

    *variables* are the environment variables that are set; they come before the file.
    """
    known = [".".join(path) for path in _paths(tomllib.loads(defaults.read_text("utf-8")))]
    return "\n".join(
        f"{_place(file, path, variables)}: {_complaint(found['type'], found['msg'], path, known)}"
        for found in error.errors()
        if (path := tuple(str(part) for part in found["loc"]))
    )


def _complaint(kind: str, message: str, path: Sequence[str], known: Sequence[str]) -> str:
    name = ".".join(path)
    if kind != "extra_forbidden":
        return f"{name}: {message[0].lower()}{message[1:]}"
    near = get_close_matches(name, known, n=1)
    return f"there is no setting {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")


def _place(file: Path, path: tuple[str, ...], variables: Mapping[str, tuple[str, ...]]) -> str:
    for name, target in variables.items():
        if path[: len(target)] == target:
            return name
    line = _line(file, path)
    return f"{file}:{line}" if line else "settings"


def _line(file: Path, path: Sequence[str]) -> int | None:
    """The number of the line in *file* that sets *path*, or opens its section."""
    if not file.is_file():
        return None
    section = ""
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if header := re.match(r"\s*\[([^\[\]]+)\]", line):
            section = header[1].strip()
            if path[0] == section and len(path) == 1:
                return number
        elif key := re.match(r"\s*([\w.-]+)\s*=", line):
            full = f"{section}.{key[1]}" if section else key[1]
            if f"{'.'.join(path)}.".startswith(f"{full}."):
                return number
    return None


def _paths(table: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        yield (*above, key)
        if isinstance(value, dict):
            yield from _paths(value, (*above, key))

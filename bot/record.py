"""A small file of the data folder that is read once and replaced whole."""

import asyncio
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from config.errors import ConfigError


class Record:
    """Values by name; only this program writes the file, and only its owner reads it."""

    def __init__(self, file: Path) -> None:
        """Raises `ConfigError` where there is a file that cannot be read."""
        self._file = file
        self._kept = _read(file)
        self._writing = asyncio.Lock()

    def get(self, name: str, otherwise: Any) -> Any:
        """What is kept as *name*."""
        return self._kept.get(name, otherwise)

    def items(self) -> Iterable[tuple[str, Any]]:
        """All that is kept, with its names."""
        return self._kept.items()

    async def keep(self, **values: Any) -> None:
        """Keep *values*, which JSON knows; when this returns they survive a crash.

        Where it raises `OSError` they are known until the program ends.
        """
        async with self._writing:
            self._kept = {**self._kept, **values}
            await asyncio.to_thread(_write, self._file, self._kept)


def _read(file: Path) -> dict[str, Any]:
    try:
        kept = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConfigError(f"{file} cannot be read; mend or delete it") from error
    if not isinstance(kept, dict):
        raise ConfigError(f"{file} cannot be read; mend or delete it")
    return kept


def _write(file: Path, kept: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".new")
    draft.touch(mode=0o600)
    with draft.open("w", encoding="utf-8") as out:
        json.dump(kept, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)

"""Who does not want to be heard, in a file of the data folder. Numbers only."""

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path

from config.errors import ConfigError


class Consent:
    """Everybody is heard until they say otherwise; that is kept. Raises `ConfigError`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._refused = _read(file)
        self._writing = asyncio.Lock()

    def hears(self, person: int) -> bool:
        """Whether *person* may be heard; from any thread."""
        return person not in self._refused

    def change(self, person: int, wanted: bool) -> None:
        """Hear *person* from now on, or do not; `keep` keeps it."""
        others = self._refused - {person}
        self._refused = others if wanted else others | {person}

    async def keep(self) -> None:
        """Know it after a restart as well."""
        async with self._writing:
            await asyncio.to_thread(_write, self._file, sorted(self._refused))


def _read(file: Path) -> frozenset[int]:
    try:
        return frozenset(map(int, json.loads(file.read_text("utf-8"))["refused"]))
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ConfigError(f"{file} cannot be read; mend or delete it") from error


def _write(file: Path, refused: Iterable[int]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps({"refused": list(refused)}), "utf-8")
    draft.replace(file)

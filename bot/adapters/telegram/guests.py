"""Who may talk, in a file of the data folder. Numbers only, no names and no words."""

import asyncio
import json
import os
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from config.errors import ConfigError

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without what is easily mistaken for something else."""


class Guests:
    """The owner, the people they let in, and open invitations."""

    def __init__(self, file: Path, *, listed: Sequence[int] = ()) -> None:
        """*listed* are those whom the settings let in. Raises `ConfigError`."""
        self._file = file
        self._listed = tuple(listed)
        self._kept = _read(file)
        self._writing = asyncio.Lock()
        self._code = _new_code()

    @property
    def owner(self) -> int | None:
        """Who may let others in: the first of the settings' list, else who was paired."""
        return self._listed[0] if self._listed else self._kept.get("owner")

    @property
    def pairing_code(self) -> str:
        """What makes the sender of it the owner; empty if there is one."""
        return "" if self.owner else self._code

    @property
    def allowed(self) -> Sequence[int]:
        """Everybody who may talk, the owner first."""
        owner = [self.owner] if self.owner else []
        return list(dict.fromkeys([*owner, *self._listed, *self._people]))

    @property
    def faces(self) -> dict[str, str]:
        """Telegram's file ids of faces that it has, by what the pictures are."""
        return dict(self._kept.get("faces", {}))

    def admits(self, person: int) -> bool:
        """Whether *person* may talk."""
        return person == self.owner or person in self._listed or person in self._people

    async def pair(self, person: int, code: str) -> bool:
        """Make *person* the owner if *code* is the pairing code; true if they are now."""
        expected = self.pairing_code
        if not expected or not secrets.compare_digest(code.upper().encode(), expected.encode()):
            return False
        await self._keep(owner=person)
        return True

    async def allow(self, person: int) -> None:
        """Let *person* talk."""
        await self._keep(people=sorted({*self._people, person}))

    async def deny(self, person: int) -> None:
        """Let *person* talk no more; the owner and the settings' list stay."""
        await self._keep(people=sorted({*self._people} - {person}))

    async def invite(self, *, hours: int) -> str:
        """A code that lets one person in within *hours*."""
        code = _new_code()
        until = datetime.now(UTC) + timedelta(hours=hours)
        await self._keep(invites={**self._invites, code: until.isoformat()})
        return code

    async def accept(self, person: int, code: str) -> bool:
        """Let *person* in if *code* is an open invitation; it is used up then."""
        if code.upper() not in self._invites:
            return False
        others = {one: until for one, until in self._invites.items() if one != code.upper()}
        await self._keep(invites=others, people=sorted({*self._people, person}))
        return True

    async def knows_face(self, face: str, file_id: str) -> None:
        """Keep Telegram's file id of *face*."""
        await self._keep(faces={**self.faces, face: file_id})

    @property
    def _people(self) -> Iterable[int]:
        people: list[int] = self._kept.get("people", [])
        return people

    @property
    def _invites(self) -> dict[str, str]:
        now = datetime.now(UTC).isoformat()
        invites: dict[str, str] = self._kept.get("invites", {})
        return {code: until for code, until in invites.items() if until > now}

    async def _keep(self, **changes: Any) -> None:
        async with self._writing:
            self._kept = {**self._kept, **changes}
            await asyncio.to_thread(_write, self._file, self._kept)


def _new_code() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(8))


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

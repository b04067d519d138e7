"""Who may talk, in a file of the data folder. Numbers only, no names and no words."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.record import Record

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without what is easily mistaken for something else."""


class Guests:
    """The owner, the people they let in, and open invitations, by the messenger's numbers."""

    def __init__(self, file: Path, *, listed: Sequence[int] = ()) -> None:
        """*listed* are those whom the settings let in. Raises `ConfigError`."""
        self._record = Record(file)
        self._listed = tuple(listed)
        self._code = _new_code()

    @property
    def owner(self) -> int | None:
        """Who may let others in: the first of the settings' list, else who was paired."""
        if self._listed:
            return self._listed[0]
        paired: int | None = self._record.get("owner", None)
        return paired

    @property
    def pairing_code(self) -> str:
        """What makes the sender of it the owner; empty if there is one."""
        return "" if self.owner else self._code

    @property
    def allowed(self) -> Sequence[int]:
        """Everybody who may talk, the owner first."""
        owner = [self.owner] if self.owner else []
        return list(dict.fromkeys([*owner, *self._listed, *self._people]))

    def admits(self, person: int) -> bool:
        """Whether *person* may talk."""
        return self.stays(person) or person in self._people

    def stays(self, person: int) -> bool:
        """Whether *person* cannot be denied: the owner, and the settings' list."""
        return person == self.owner or person in self._listed

    async def pair(self, person: int, code: str) -> bool:
        """Make *person* the owner if *code* is the pairing code; true if they are now."""
        expected = self.pairing_code
        if not expected or not secrets.compare_digest(code.upper().encode(), expected.encode()):
            return False
        await self._record.keep(owner=person)
        return True

    async def allow(self, person: int) -> None:
        """Let *person* talk."""
        await self._record.keep(people=sorted({*self._people, person}))

    async def deny(self, person: int) -> None:
        """Let *person* talk no more, unless they stay."""
        await self._record.keep(people=sorted({*self._people} - {person}))

    async def invite(self, *, hours: int) -> str:
        """A code that lets one person in within *hours*."""
        code = _new_code()
        until = datetime.now(UTC) + timedelta(hours=hours)
        await self._record.keep(invites={**self._invites, code: until.isoformat()})
        return code

    async def accept(self, person: int, code: str) -> bool:
        """Let *person* in if *code* is an open invitation; it is used up then."""
        if code.upper() not in self._invites:
            return False
        others = {one: until for one, until in self._invites.items() if one != code.upper()}
        await self._record.keep(invites=others, people=sorted({*self._people, person}))
        return True

    @property
    def _people(self) -> Iterable[int]:
        people: list[int] = self._record.get("people", [])
        return people

    @property
    def _invites(self) -> dict[str, str]:
        now = datetime.now(UTC).isoformat()
        invites: dict[str, str] = self._record.get("invites", {})
        return {code: until for code, until in invites.items() if until > now}


def _new_code() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(8))

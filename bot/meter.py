"""What each person used today: numbers, no words."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

import structlog

from bot.record import Record
from config.logs import described

log = structlog.get_logger("maum.meter")

_WRITTEN = 5.0
"""Seconds between two writings; what is counted behind the last one is lost in a crash."""


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one person used since midnight, UTC."""

    messages: int = 0
    seconds: float = 0.0
    """Of recordings."""
    tokens: int = 0
    """That language models read and wrote."""


class Meter:
    """Counts what people use; an async context manager where it is kept in a file."""

    def __init__(self, file: Path | None = None, *, today: Callable[[], date] = _today) -> None:
        """Raises `ConfigError` where *file* cannot be read."""
        self._record = Record(file) if file else None
        self._today = today
        self._day = today()
        self._used: dict[str, Usage] = {}
        self._same: dict[str, str] = self._record.get("same", {}) if self._record else {}
        self._changed = asyncio.Event()
        if self._record and self._record.get("day", "") == self._day.isoformat():
            people = self._record.get("people", {})
            self._used = {who: Usage(**used) for who, used in people.items()}

    def used(self, who: str) -> Usage:
        """What *who* used today."""
        self._turn_page()
        return self._used.get(self._same.get(who, who), Usage())

    def add(self, who: str, *, messages: int = 0, seconds: float = 0.0, tokens: int = 0) -> None:
        """Count what *who* uses."""
        before = self.used(who)
        self._used[self._same.get(who, who)] = replace(
            before,
            messages=before.messages + messages,
            seconds=before.seconds + seconds,
            tokens=before.tokens + tokens,
        )
        self._changed.set()

    def join(self, *people: str) -> None:
        """Count what *people*, accounts of one person, use as one; what they used adds up."""
        each = {self._same.get(who, who): self.used(who) for who in people}
        self._same |= dict.fromkeys(people, people[0])
        for who in each:
            self._used.pop(who, None)
        self._used[people[0]] = Usage(
            messages=sum(used.messages for used in each.values()),
            seconds=sum(used.seconds for used in each.values()),
            tokens=sum(used.tokens for used in each.values()),
        )
        self._changed.set()

    def part(self, who: str) -> None:
        """Count what *who* uses by itself again, from what was used together."""
        used = self.used(who)
        home = self._same.pop(who, who)
        others = [one for one, same in self._same.items() if same == home and one != who]
        self._used.pop(home, None)
        for one in others:
            self._same[one] = others[0]
            self._used[others[0]] = used
        self._used[who] = used
        self._changed.set()

    async def __aenter__(self) -> Self:
        self._writing = asyncio.create_task(self._keep_writing(), name="maum-meter")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writing.cancel()
        with suppress(asyncio.CancelledError):
            await self._writing
        await self._write()

    async def _keep_writing(self) -> None:
        while True:
            await self._changed.wait()
            await asyncio.sleep(_WRITTEN)
            await self._write()

    async def _write(self) -> None:
        if self._record is None or not self._changed.is_set():
            return
        self._changed.clear()
        people = {who: asdict(used) for who, used in self._used.items()}
        try:
            await self._record.keep(day=self._day.isoformat(), people=people, same=self._same)
        except OSError as error:
            log.warning("what people used could not be kept", **described(error))

    def _turn_page(self) -> None:
        if (today := self._today()) != self._day:
            self._day = today
            self._used.clear()

"""Speaking first, to those who asked for it."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Self

import structlog

from bot.companion import Companion
from bot.dialogue.register import level_of
from bot.events import Level
from bot.greetings import greeting
from bot.protocols import Caller, Checkin, Line
from bot.zones import zone_of
from config.errors import MaumError
from config.logs import described

log = structlog.get_logger("maum.checkins")

_EVERY = 60.0
_LATE = timedelta(hours=1)
"""An hour that was missed for longer, as maum did not run, is let go."""
_BUSY = timedelta(hours=2)
"""Whoever spoke so recently needs no asking."""
_UNANSWERED = 3
"""Lines without an answer after which nobody is asked any more until they speak."""
_GRAVE = timedelta(hours=24)
"""After danger the person is left to those who can help, and to the conversation that they choose."""


class Checkins:
    """Asks people how they are; an async context manager that looks once a minute."""

    def __init__(
        self,
        companion: Companion,
        *,
        quiet: str = "22-8",
        daily: int = 2,
        zone: tzinfo | None = None,
    ) -> None:
        """*quiet* are the hours in which nobody is asked, from the first up to the second.

        *zone* is where hours are told by who named no zone; this machine's unless given.
        """
        self._companion = companion
        self._zone = zone
        self._asked: Counter[tuple[date, str]] = Counter()
        self._first, self._end = map(int, quiet.split("-"))
        self.daily = daily
        """How often a day a person may be asked."""
        self.callers: dict[str, Caller] = {}
        """By messenger: who can speak first."""

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._repeat(), name="maum-checkins")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    @contextmanager
    def calling(self, messenger: str, caller: Caller, /) -> Iterator[None]:
        """Within the block *caller* can speak first on *messenger*."""
        self.callers[messenger] = caller
        try:
            yield
        finally:
            del self.callers[messenger]

    def is_quiet(self, hour: int) -> bool:
        """Whether nobody is asked in that hour."""
        if self._first <= self._end:
            return self._first <= hour < self._end
        return hour >= self._first or hour < self._end

    async def look(self, now: datetime) -> int:
        """Ask whoever is to be asked at *now*; how many were."""
        asked = 0
        for one in await self._companion.parts.store.checkins():
            if self._is_due(one, self.clock(now, one.zone)):
                try:
                    asked += await self._ask(one, now)
                except MaumError as error:
                    log.warning("nobody could be asked", code=error.code)
        return asked

    def clock(self, now: datetime, zone: str = "") -> datetime:
        """What a clock on the wall of *zone* shows at *now*, without a zone."""
        return now.astimezone(zone_of(zone) or self._zone).replace(tzinfo=None)

    async def _repeat(self) -> None:
        while True:
            await asyncio.sleep(_EVERY)
            try:
                await self.look(datetime.now(UTC))
            except MaumError as error:
                log.warning("checking in failed", code=error.code)
            except Exception as error:
                log.error("checking in broke", **described(error))

    def _is_due(self, one: Checkin, now: datetime) -> bool:
        """Whether it is one of their hours on the clock, which goes on an hour or back in summer."""
        if one.chat.messenger not in self.callers or self.is_quiet(now.hour):
            return False
        if self._asked[now.date(), one.chat.who] >= self.daily:
            return False
        last = one.last and self.clock(one.last, one.zone)
        times = (datetime.combine(now, time(hour)) for hour in one.hours[: self.daily])
        return any(at <= now < at + _LATE and (last is None or last < at) for at in times)

    async def _ask(self, one: Checkin, now: datetime) -> bool:
        store, clock = self._companion.parts.store, self.clock(now, one.zone)
        if not await self._is_wanted(one):
            return False
        # Noted first: where something fails on the way, once too few is better than twice.
        await store.check_in(replace(one, last=now))
        recent = clock.date() - timedelta(days=2)  # somewhere it is still yesterday
        self._asked = Counter({key: n for key, n in self._asked.items() if key[0] > recent})
        self._asked[clock.date(), one.chat.who] += 1
        lines = await store.history(one.chat, limit=20)
        if not _is_welcome(lines, now):
            return False
        chosen = await store.preferences(one.chat.who)
        known = await store.memory.known(one.chat) if chosen.remembering else ()
        persona = self._companion.persona_named(chosen.persona)
        banmal = level_of("", lines, known, usual=persona.register) == "banmal"
        text = greeting(one.language, clock, known, banmal=banmal)
        await self.callers[one.chat.messenger].call(one.chat, text)
        if await self._is_wanted(one):
            await store.append(one.chat, Line(speaker="companion", text=text, at=datetime.now(UTC)))
        return True

    async def _is_wanted(self, one: Checkin) -> bool:
        """Whether that person was not forgotten, nor has changed their mind, in the meantime."""
        kept = await self._companion.parts.store.checkins()
        wanted = replace(one, last=None)
        return wanted in [replace(other, last=None) for other in kept]


def _is_welcome(lines: Sequence[Line], now: datetime) -> bool:
    """Whether a person of whom these are the last lines, oldest first, is to be asked."""
    if any(line.level is not Level.NONE and line.at > now - _GRAVE for line in lines):
        return False
    own = [place for place, line in enumerate(lines) if line.speaker == "user"]
    if own and lines[own[-1]].at > now - _BUSY:
        return False
    return len(lines) - (own[-1] + 1 if own else 0) < _UNANSWERED + bool(own)

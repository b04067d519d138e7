"""What holds beside the guard: notices, breaks, minors and counts."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

import structlog

from bot.care.counts import Count, Counts
from bot.care.disclosure import disclosure, reminder
from bot.care.minors import Minors, says_minor
from bot.care.sitting import Sittings
from bot.events import ChatKey, Level
from bot.protocols import Line
from config.logs import described

log = structlog.get_logger("maum.care")

_EVERY_SITTING = "ny"
"""The policy that asks for the notice at the beginning of each conversation."""


class Safeguards:
    """Kept for everybody from the start to the end of the program."""

    def __init__(
        self,
        *,
        policies: Sequence[str] = (),
        minors: Minors | None = None,
        counts: Counts | None = None,
    ) -> None:
        """*policies* name the laws whose wordings are added: ``ny ca kr eu``."""
        self.policies = tuple(policies)
        self.minors = minors or Minors()
        self.counts = counts or Counts()
        self._sittings = Sittings()

    @classmethod
    def of(cls, folder: Path, *, policies: Sequence[str], minors: bool) -> Self:
        """Those that keep their files in *folder*; with *minors* everybody is one."""
        register = Minors(folder / "minors.txt", everybody=minors)
        return cls(policies=policies, minors=register, counts=Counts(folder / "care-counts.tsv"))

    def notice(self, language: str, /, *, name: str) -> str:
        """What a person is told at first contact."""
        return disclosure(language, name=name, policies=self.policies)

    def reminder(
        self, who: str, language: str, /, *, name: str, at: datetime, history: Sequence[Line]
    ) -> str:
        """What *who* is told once more at a message at that moment; mostly nothing."""
        minor = who in self.minors
        earlier = [line.at for line in history]
        sat = self._sittings.take(who, at, earlier=earlier, minor=minor)
        if sat is not None:
            return reminder(language, name=name, sat=sat, policies=self.policies)
        if _EVERY_SITTING in self.policies and self._sittings.opens(who):
            return self.notice(language, name=name)
        return ""

    def attend(self, who: str, at: datetime, history: Sequence[Line], /) -> None:
        """Note that *who* is still there at a message that is no moment for a reminder."""
        self._sittings.attend(who, at, earlier=[line.at for line in history])

    async def heed(self, who: str, text: str, /) -> None:
        """Remember it where *who* says in *text* that they are a minor."""
        if says_minor(text) and who not in self.minors:
            await _kept(lambda: self.minors.add(who))

    async def join(self, accounts: Collection[str], /) -> None:
        """Take all *accounts*, those of one person, for a minor's where one of them is."""
        for who in accounts if any(one in self.minors for one in accounts) else ():
            await _kept(partial(self.minors.add, who))

    async def count(self, chat: ChatKey, level: Level, language: str, at: datetime, /) -> None:
        """Count an answer of the guard."""
        counted = Count(
            day=at.astimezone().date(), level=level, language=language, messenger=chat.messenger
        )
        await _kept(lambda: self.counts.add(counted))


async def _kept(write: Callable[[], None]) -> None:
    # A disk that is full costs the note of it, never the answer.
    try:
        await asyncio.to_thread(write)
    except OSError as error:
        log.error("a safeguard could not be kept", **described(error))

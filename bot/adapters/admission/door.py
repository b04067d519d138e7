"""Who is let in, and what those are told who are not."""

import time
from collections.abc import Awaitable, Callable

from bot.adapters.admission.budget import Budget, hours_left
from bot.adapters.admission.guests import Guests
from bot.adapters.admission.words import PAIRED, REFUSED, SPENT
from bot.commands.spelling import Spelled
from bot.events import ChatKey

_START = ("start", "시작")
_TOLD_AGAIN = 24 * 3600.0
"""Seconds until somebody who may not talk is told so once more."""
_MOST_REFUSED = 10_000


class Door:
    """Knows who may talk and how much; touches neither files nor models of anybody else's."""

    def __init__(
        self,
        guests: Guests,
        budget: Budget,
        *,
        owner_came: Callable[[int], Awaitable[None]] | None = None,
    ) -> None:
        """*owner_came* is told of each ``/start`` of the owner, the one that pairs them included."""
        self._guests = guests
        self._budget = budget
        self._owner_came = owner_came
        self._refused: dict[int, float] = {}

    def admits(self, person: int) -> bool:
        """Whether *person* may talk."""
        return self._guests.admits(person)

    async def welcome(self, person: int, call: Spelled | None, language: str) -> str | None:
        """Let in who brings the owner's code or an invitation with ``/start``.

        What to tell them, which may be nothing; None if *call* brings neither. To be asked of what
        is said in private only.
        """
        if call is None or call.name not in _START:
            return None
        code = call.arguments[0] if call.arguments else ""
        paired = await self._guests.pair(person, code)
        if self._owner_came and person == self._guests.owner:
            await self._owner_came(person)
        if paired:
            return PAIRED[language]
        return "" if await self._guests.accept(person, code) else None

    def refusal(self, person: int, language: str) -> str:
        """What somebody is told who may not talk; empty if they were told within a day."""
        now = time.monotonic()
        if now - self._refused.get(person, -_TOLD_AGAIN) < _TOLD_AGAIN:
            return ""
        if len(self._refused) >= _MOST_REFUSED:
            self._refused.clear()
        self._refused[person] = now
        return REFUSED[language].format(id=person)

    def spend(self, chat: ChatKey, language: str, *, seconds: float = 0.0) -> str:
        """Count a message of the person of *chat* with so much audio; the owner has no limit.

        What to tell them if the day's budget does not suffice, else empty.
        """
        if chat.person == str(self._guests.owner):
            return ""
        limit = self._budget.spend(chat.who, seconds=seconds)
        return SPENT[limit][language].format(hours=hours_left()) if limit else ""

"""Codes with which a person shows on one messenger who they are on another."""

import secrets
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta

from bot.events import ChatKey
from bot.protocols import Doors, Linkable, Store
from config.errors import TooOften

VALID = timedelta(minutes=10)
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for each other: 31 of them, so eight say 40 bits."""
_LENGTH = 8
_WINDOW = 3600.0
"""Seconds in which are allowed …"""
_OFFERS = 5
"""… codes for one person,"""
_TRIES = 5
"""… wrong codes of one person,"""
_ALL_TRIES = 100
"""… and of everybody together."""
_MOST = 10_000
"""People whose tries are counted at once."""


async def accounts_of(who: str, store: Store, /) -> Collection[str]:
    """*who* and all other accounts of the same person; raises `StoreError`."""
    return {who, *(await store.doors.known(who) if isinstance(store, Linkable) else ())}


class Links:
    """Gives out codes and takes them, not too often."""

    def __init__(self, doors: Doors, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._doors = doors
        self._clock = clock
        self._counts: dict[tuple[str, str], deque[float]] = {}

    async def offer(self, chat: ChatKey) -> str:
        """A code for the person of *chat*; raises `TooOften` and `StoreError`."""
        self._count(("offer", chat.who), _OFFERS)
        code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        await self._doors.offer(chat, code, expires=datetime.now(UTC) + VALID)
        return f"{code[:4]}-{code[4:]}"

    async def take(self, chat: ChatKey, said: str) -> Sequence[str]:
        """All accounts of the person to whom the code *said* leads; empty if it leads nowhere.

        Raises `TooOften` and `StoreError`.
        """
        self._count(("try", chat.who), _TRIES)
        self._count(("try", ""), _ALL_TRIES)
        code = "".join(letter for letter in said.upper() if letter.isalnum())
        accounts = await self._doors.open(chat, code) if len(code) == _LENGTH else []
        if accounts:
            self._counts.pop(("try", chat.who), None)
        return accounts

    def _count(self, what: tuple[str, str], most: int) -> None:
        now = self._clock()
        times = self._counts.setdefault(what, deque())
        while times and times[0] <= now - _WINDOW:
            times.popleft()
        if len(times) >= most:
            raise TooOften
        times.append(now)
        if len(self._counts) > _MOST:
            self._counts = {k: t for k, t in self._counts.items() if t[-1] > now - _WINDOW}

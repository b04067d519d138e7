"""From what a messenger tells to what is answered, through the inbox."""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta

import structlog

from bot.adapters.messaging.lane import Clerk, Desk
from bot.adapters.messaging.told import Told
from bot.protocols import Inbox, Letter
from config.errors import StoreError

log = structlog.get_logger("maum.messaging")

_KNOWN_FOR = timedelta(days=3)
"""Messengers tell again within a day, and Telegram counts anew after a week."""


class Receiver:
    """Keeps letters in the inbox and hands them on."""

    def __init__(
        self, messenger: str, inbox: Inbox, clerk: Clerk, read: Callable[[Letter], Told | None]
    ) -> None:
        """*read* makes out a letter of an earlier run; None if it cannot be."""
        self._messenger = messenger
        self._inbox = inbox
        self._desk = Desk(clerk, inbox, read)
        self._pruned = datetime.now(UTC)

    async def resume(self) -> None:
        """Begin with what an earlier run has left; raises `StoreError`."""
        await self._desk.resume(await self._inbox.resume(self._messenger))
        await self._inbox.prune(before=datetime.now(UTC) - _KNOWN_FOR)

    async def keep(self, told: Sequence[tuple[Letter, Told]]) -> None:
        """Make *told* durable, then answer what was not known yet; raises `StoreError`."""
        by_update = {letter.update: one for letter, one in told}
        for pending in await self._inbox.receive(*(letter for letter, _ in told)):
            self._desk.take(pending, by_update[pending.letter.update])
        await self._prune()

    def forget(self, accounts: Collection[str]) -> None:
        """Begin to answer nothing that *accounts* have said, unless it speaks of danger."""
        self._desk.forget(accounts)

    async def close(self, grace: float) -> None:
        """Return when what was begun is over, at most *grace* seconds later."""
        await self._desk.close(grace)

    async def _prune(self) -> None:
        now = datetime.now(UTC)
        if now - self._pruned < timedelta(hours=1):
            return
        self._pruned = now
        try:
            await self._inbox.prune(before=now - _KNOWN_FOR)
        except StoreError as error:
            log.warning("old letters could not be deleted", code=error.code)

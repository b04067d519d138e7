"""Groups that became supergroups: Telegram gives them another id, and they stay the same people."""

from collections.abc import Sequence
from pathlib import Path

import structlog
from telegram import Update

from bot.adapters.telegram.place import Place
from bot.record import Record
from config.logs import described

log = structlog.get_logger("maum.telegram")


class Moves:
    """Where groups have gone, in a file of the data folder."""

    def __init__(self, file: Path) -> None:
        """Raises `ConfigError`."""
        self._record = Record(file)

    def now(self, place: Place) -> Place:
        """Where to write to *place* now."""
        return Place(self._record.get(str(place.chat), place.chat), place.thread)

    def first(self, place: Place) -> Place:
        """*place* under the id that the group had at first: what is remembered goes by that."""
        before = (int(old) for old, new in self._record.items() if new == place.chat)
        return Place(next(before, place.chat), place.thread)

    async def learn(self, old: int, new: int) -> None:
        """Keep that the group *old* is *new* now; on a full disk until the program ends."""
        try:
            await self._record.keep(**{str(old): new})
        except OSError as error:
            log.warning("the move of a group could not be kept", **described(error))

    async def learn_from(self, updates: Sequence[Update]) -> None:
        """Keep the moves that *updates* tell of."""
        for message in filter(None, (update.message for update in updates)):
            if message.migrate_to_chat_id:
                await self.learn(message.chat.id, message.migrate_to_chat_id)

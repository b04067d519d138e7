"""Groups that became supergroups: Telegram gives them another id, and they stay the same people."""

from collections.abc import Sequence
from pathlib import Path

from telegram import Update

from bot.adapters.telegram.place import Place
from bot.record import Record


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
        """Keep that the group *old* is *new* now."""
        await self._record.keep(**{str(old): new})

    async def learn_from(self, updates: Sequence[Update]) -> None:
        """Keep the moves that *updates* tell of."""
        for message in filter(None, (update.message for update in updates)):
            if message.migrate_to_chat_id:
                await self.learn(message.chat.id, message.migrate_to_chat_id)

"""Telegram's updates as letters, and back."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import structlog
from telegram import Update

from bot.adapters.messaging.told import Told
from bot.adapters.telegram.mail import Mail
from bot.adapters.telegram.place import place_of
from bot.adapters.telegram.reader import Reader
from bot.events import ChatKey
from bot.protocols import Letter
from config.logs import described

log = structlog.get_logger("maum.telegram")

MESSENGER = "telegram"


class Letters:
    """Reads updates, and lets *mail* know which messages there are."""

    def __init__(self, reader: Reader, mail: Mail) -> None:
        self._reader = reader
        self._mail = mail

    def of(self, updates: Sequence[Update]) -> Sequence[tuple[Letter, Told]]:
        """Those of *updates* that are for the bot, with what they tell."""
        read = [(update, self._told(update)) for update in updates]
        return [(self._letter(update, told), told) for update, told in read if told]

    def read(self, letter: Letter) -> Told | None:
        """What *letter* tells; None if that cannot be made out any more."""
        update = Update.de_json(json.loads(letter.content), self._mail.bot)
        return self._told(update)

    def _told(self, update: Update) -> Told | None:
        try:
            told = self._reader.read(update)
        except Exception as error:  # of a kind that nobody foresaw; the next one may be fine
            log.error("an update could not be read", **described(error))
            return None
        if told:
            self._mail.saw(place_of(told.sender), told.sender.message)
        return told

    def _letter(self, update: Update, told: Told) -> Letter:
        place = self._mail.moves.first(place_of(told.sender))
        return Letter(
            chat=ChatKey(messenger=MESSENGER, chat=place.key, person=str(told.sender.person)),
            update=str(update.update_id),
            content=update.to_json(),
            at=datetime.now(UTC),
        )

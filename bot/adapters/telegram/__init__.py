"""Telegram."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.adapters.telegram.telegram import Telegram
    from bot.conversations import Conversations
    from config.settings import Settings


def adapter(settings: "Settings", talks: "Conversations") -> "Telegram | None":
    """The adapter, where the settings have a token; raises `ConfigError`."""
    if not settings.telegram.token:
        return None
    from bot.adapters.telegram.telegram import Telegram

    return Telegram(settings, talks, announce=_announce)


def _announce(line: str) -> None:
    sys.stdout.write(f"maum: {line}\n")
    sys.stdout.flush()

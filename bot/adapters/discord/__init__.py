"""Discord."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.adapters.discord.discord import Discord
    from bot.conversations import Conversations
    from config.settings import Settings


def adapter(settings: "Settings", talks: "Conversations") -> "Discord | None":
    """The adapter, where the settings have a token; raises `ConfigError`."""
    if not settings.discord.token:
        return None
    from bot.adapters.discord.discord import Discord

    return Discord(settings, talks, announce=_announce)


def _announce(line: str) -> None:
    sys.stdout.write(f"maum: {line}\n")
    sys.stdout.flush()

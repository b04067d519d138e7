"""What a conversation wants of the channel where it is held."""

from collections.abc import Mapping
from typing import Protocol

import discord

from bot.events import ChatKey


class Place(Protocol):
    """Where people talk."""

    @property
    def id(self) -> int:
        """The channel's."""
        ...

    @property
    def people(self) -> Mapping[int, str]:
        """Who is there, with their names; no programs."""
        ...

    @property
    def call(self) -> discord.VoiceClient | None:
        """The way out; None while it is broken."""
        ...

    def tell(self, text: str, /, *, person: int | None = None, otherwise: str = "") -> None:
        """Write *text* into the channel's chat, or to *person* alone; neither waits nor fails.

        *otherwise* goes into the chat where *person* takes no messages.
        """
        ...


class Spend(Protocol):
    """Counts what a person uses."""

    def __call__(self, chat: ChatKey, language: str, /, *, seconds: float) -> str:
        """What to tell them if their day's budget does not suffice, else empty."""
        ...

"""The menus of commands, in Korean and English."""

from collections.abc import Sequence

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.commands import Command

log = structlog.get_logger("maum.telegram")

_LONGEST = 256


class Menus:
    """Offers commands; a refusal leaves the menus as they are."""

    def __init__(
        self, bot: Bot, everybodys: Sequence[Command], owners: Sequence[Command], *, language: str
    ) -> None:
        """*owners* are for the owner alone. *language* is for those whose own maum does not know."""
        self._bot = bot
        self._everybodys = everybodys
        self._owners = owners
        self._language = language

    async def offer(self) -> None:
        """Offer everybody what is everybody's."""
        await self._set(self._everybodys, None)

    async def offer_owner(self, owner: int) -> None:
        """Offer the *owner* theirs as well, in their private chat; it must have been opened."""
        await self._set([*self._everybodys, *self._owners], BotCommandScopeChat(owner))

    async def _set(self, commands: Sequence[Command], scope: BotCommandScopeChat | None) -> None:
        for code, words in ((None, self._language), ("ko", "ko"), ("en", "en")):
            menu = [BotCommand(one.name, one.description[words][:_LONGEST]) for one in commands]
            try:
                await self._bot.set_my_commands(menu, scope=scope, language_code=code)
            except TelegramError:
                log.warning("a menu of commands could not be set", language=code or "")

"""The menus of commands, in Korean and English."""

from collections.abc import Sequence

import structlog
from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.commands import Command

log = structlog.get_logger("maum.telegram")

_LONGEST = 256


async def set_menus(bot: Bot, commands: Sequence[Command], *, language: str) -> None:
    """Offer *commands* to everybody; in *language* to whose language is not among maum's.

    A refusal leaves the menus as they are.
    """
    for code, words in ((None, language), ("ko", "ko"), ("en", "en")):
        menu = [BotCommand(one.name, one.description[words][:_LONGEST]) for one in commands]
        try:
            await bot.set_my_commands(menu, language_code=code)
        except TelegramError:
            log.warning("a menu of commands could not be set", language=code or "")

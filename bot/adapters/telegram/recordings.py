"""Downloading what people recorded on Telegram."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.adapters.messaging.told import Recorded
from bot.adapters.telegram.mail import seconds_of
from config.errors import FileNotFetched, FileTooLarge

_PATIENCE = 60.0


def downloading(bot: Bot) -> Callable[[Recorded], Awaitable[bytes | None]]:
    """Downloads a recording, None if it did not get through; raises `FileTooLarge`,
    `FileNotFetched`."""

    async def download(recorded: Recorded) -> bytes | None:
        try:
            file = await bot.get_file(recorded.file)
            return bytes(await file.download_as_bytearray(read_timeout=_PATIENCE))
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
        except BadRequest as error:
            too_large = "too big" in str(error).lower()
            raise (FileTooLarge if too_large else FileNotFetched) from error
        except TelegramError:
            pass
        return None

    return download

"""Asking Telegram for updates, and acknowledging them once they are kept."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.adapters.telegram.mail import seconds_of
from bot.adapters.telegram.reader import KINDS
from config.errors import AnotherPoller, MaumError, MessengerAway, TokenRefused

log = structlog.get_logger("maum.telegram")

Keep: TypeAlias = Callable[[Sequence[Update]], Awaitable[None]]
"""Makes updates durable; raises `MaumError` if it could not."""

_WAIT = 25
"""Seconds that Telegram holds a request while nothing happens."""
_LATE = 5.0
"""Seconds that its answer may take after that."""
_LONGEST_PAUSE = 30.0


async def poll(bot: Bot, keep: Keep, *, pause: float = 1.0) -> None:
    """Hand updates to *keep* until cancelled; raises `TokenRefused`.

    *pause* is how many seconds to wait after a first failure.
    """
    offset: int | None = None
    waiting = pause
    while True:
        try:
            updates = await _updates(bot, offset)
            if updates:
                await keep(sorted(updates, key=lambda update: update.update_id))
        except MaumError as error:
            if isinstance(error, TokenRefused):
                raise
            log.warning("updates could not be had or kept", code=error.code)
            await asyncio.sleep(waiting)
            waiting = min(2 * waiting, _LONGEST_PAUSE)
            continue
        waiting = pause
        # Once acknowledged, none is given: after a quiet week Telegram may count from less.
        offset = max(update.update_id for update in updates) + 1 if updates else None


async def _updates(bot: Bot, offset: int | None) -> Sequence[Update]:
    try:
        return await bot.get_updates(
            offset, timeout=_WAIT, read_timeout=_LATE, allowed_updates=KINDS
        )
    except RetryAfter as error:
        await asyncio.sleep(seconds_of(error))
        raise MessengerAway from None
    except TelegramError as error:
        raise explained(error) from None


def explained(error: TelegramError) -> MaumError:
    """*error* as one of ours; the library's own text may hold the token."""
    match error:
        case InvalidToken() | Forbidden():
            return TokenRefused(
                "Telegram does not know TELEGRAM_TOKEN; ask @BotFather for a new one"
            )
        case Conflict():
            return AnotherPoller()
        case _:
            return MessengerAway("Telegram cannot be reached")

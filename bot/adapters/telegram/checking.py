"""Whether the settings for Telegram work, told without disturbing a maum that runs."""

from telegram.error import TelegramError

from bot.adapters.telegram.bot import new_bot
from bot.adapters.telegram.polling import explained
from config.settings import TelegramSettings

_PRIVATE = (
    "in groups it is shown commands and replies only (privacy mode): for being named there, "
    "/setprivacy at @BotFather, Disable, then remove it from the group and add it again"
)
_OPEN = "in groups it is shown everything (privacy mode is off)"


async def checked(settings: TelegramSettings) -> str:
    """What there is to know about the bot; raises `TokenRefused` or `MessengerAway`."""
    bot = new_bot(settings.token, api_base=settings.api_base, file_base=settings.file_base)
    try:
        async with bot:
            webhook = await bot.get_webhook_info()
    except TelegramError as error:
        raise explained(error) from None
    told = [f"@{bot.username}", _OPEN if bot.can_read_all_group_messages else _PRIVATE]
    if webhook.url and not settings.webhook:
        told.append(f"a webhook is set, which `maum run` takes away: {webhook.url}")
    if webhook.pending_update_count:
        told.append(f"{webhook.pending_update_count} messages wait")
    return "; ".join(told)

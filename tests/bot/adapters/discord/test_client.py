"""What the library's client does differently here."""

from collections.abc import Callable

from bot.adapters.discord.client import Client
from config.settings import Settings


async def test_it_tells_of_nothing_after_it_has_closed(
    settings_of: Callable[..., Settings],
) -> None:
    heard: list[str] = []

    async def listen() -> None:
        heard.append("ready")

    async with Client(settings_of().discord, content=True) as client:
        client.hear("ready", listen)
    client.dispatch("ready")
    assert not heard

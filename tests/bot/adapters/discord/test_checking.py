"""What the check-up tells about a bot."""

from collections.abc import Callable

import pytest
from servers.discord import Discord

from bot.adapters.discord.checking import checked
from config.errors import MessengerAway, TokenRefused
from config.settings import Settings


async def test_it_names_the_bot_what_it_can_read_and_how_to_invite_it(
    server: Discord, settings_of: Callable[..., Settings]
) -> None:
    settings = settings_of().discord
    told = await checked(settings)
    assert "maum" in told and "intent is on" in told
    assert f"client_id={server.me.id}" in told
    server.rest.reads_content = False
    assert "turn on Message Content Intent" in await checked(settings)
    assert server.gateway.identified == []


async def test_it_tells_a_wrong_token_from_a_server_that_is_away(
    settings_of: Callable[..., Settings],
) -> None:
    with pytest.raises(TokenRefused) as refused:
        await checked(settings_of(token="MTIz.wrong.token").discord)
    assert "wrong" not in str(refused.value)
    with pytest.raises(MessengerAway):
        await checked(settings_of(api_base="http://127.0.0.1:9/api/v10").discord)

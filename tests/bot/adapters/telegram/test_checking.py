"""What the check-up tells about a bot."""

from collections.abc import Callable

import pytest
from servers.telegram import Telegram

from bot.adapters.telegram.checking import checked
from config.errors import MessengerAway, TokenRefused
from config.settings import Settings


async def test_it_names_the_bot_and_what_groups_show_it(
    server: Telegram, settings_of: Callable[..., Settings]
) -> None:
    settings = settings_of().telegram
    assert "@maum_test_bot" in (told := await checked(settings))
    assert "/setprivacy" in told
    server.privacy = False
    assert "/setprivacy" not in await checked(settings)
    assert not [call for call in server.calls if call.method == "getUpdates"]


async def test_it_tells_a_wrong_token_from_a_server_that_is_away(
    settings_of: Callable[..., Settings],
) -> None:
    with pytest.raises(TokenRefused) as refused:
        await checked(settings_of(token="1:wrong").telegram)
    assert "1:wrong" not in str(refused.value)
    with pytest.raises(MessengerAway):
        await checked(settings_of(api_base="http://127.0.0.1:9").telegram)

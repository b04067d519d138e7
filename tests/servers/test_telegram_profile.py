"""The menu and the descriptions; and that every parameter of the real library is known."""

import inspect

import pytest
from servers.telegram import Telegram
from servers.telegram.methods import METHODS
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats
from telegram.error import BadRequest

_OF_THE_LIBRARY = {
    "read_timeout", "write_timeout", "connect_timeout", "pool_timeout", "api_kwargs", "filename",
    "allow_sending_without_reply", "reply_to_message_id", "disable_web_page_preview",
}  # fmt: skip


async def test_everybody_is_offered_commands_in_their_language(server: Telegram, bot: Bot) -> None:
    for language, text in (("", "Help"), ("ko", "도움말")):
        await bot.set_my_commands([BotCommand("help", text)], language_code=language or None)
    groups = BotCommandScopeAllGroupChats()
    await bot.set_my_commands([BotCommand("join", "Join")], scope=groups)
    offered = {one: server.profile.menu(one)[0]["description"] for one in ("ko", "de")}
    assert offered == {"ko": "도움말", "de": "Help"}
    assert server.profile.menu("ko", scope="all_group_chats")[0]["command"] == "join"
    await bot.delete_my_commands(language_code="ko")
    assert server.profile.menu("ko")[0]["description"] == "Help"


@pytest.mark.parametrize(
    ("command", "description", "reason"),
    [
        ("도움", "x", "Bot_command_invalid"),
        ("Help", "x", "Bot_command_invalid"),
        ("a" * 33, "x", "Bot_command_invalid"),
        ("help", "가" * 257, "description_invalid"),
    ],
)
async def test_a_command_has_a_form(bot: Bot, command: str, description: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.set_my_commands([(command, description)])


async def test_there_are_at_most_100_commands(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="commands_too_much"):
        await bot.set_my_commands([(f"c{number}", "x") for number in range(101)])


async def test_descriptions_are_kept_by_language(bot: Bot) -> None:
    await bot.set_my_description("A companion")
    await bot.set_my_short_description("마음", language_code="ko")
    assert (await bot.get_my_description("ko")).description == "A companion"
    assert (await bot.get_my_short_description("ko")).short_description == "마음"
    with pytest.raises(BadRequest, match="too_long"):
        await bot.set_my_short_description("x" * 121)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_parameter_of_the_library_is_known(method: str) -> None:
    offered = set(inspect.signature(getattr(Bot, method)).parameters) - _OF_THE_LIBRARY - {"self"}
    assert offered <= METHODS[method].parameters

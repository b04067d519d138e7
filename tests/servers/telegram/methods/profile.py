"""The bot's menu of commands, its name and descriptions."""

import re
from typing import TYPE_CHECKING, Any

from servers.telegram.arguments import Arguments
from servers.telegram.methods.table import method
from servers.telegram.profile import scope_key
from servers.telegram.refusals import bad_request

if TYPE_CHECKING:
    from servers.telegram.world import World

_PLACE = "scope language_code"
_LONGEST = {"name": 64, "description": 512, "short_description": 120}


@method("setMyCommands", f"commands {_PLACE}")
def set_my_commands(world: "World", given: Arguments) -> bool:
    commands = given.json("commands", [])
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.profile.commands[_key(given)] = commands
    return True


@method("getMyCommands", _PLACE)
def get_my_commands(world: "World", given: Arguments) -> Any:
    return world.profile.commands.get(_key(given), [])


@method("deleteMyCommands", _PLACE)
def delete_my_commands(world: "World", given: Arguments) -> bool:
    world.profile.commands.pop(_key(given), None)
    return True


def _key(given: Arguments) -> tuple[str, str]:
    return scope_key(given.json("scope")), _language(given)


def _language(given: Arguments) -> str:
    language = given.text("language_code")
    if not re.fullmatch(r"([a-z]{2})?", language):
        raise bad_request("invalid language code specified")
    return language


def _set(name: str) -> None:
    title = "".join(part.title() for part in name.split("_"))

    @method(f"setMy{title}", f"{name} language_code")
    def set_text(world: "World", given: Arguments) -> bool:
        if len(given.text(name)) > _LONGEST[name]:
            raise bad_request(f"{name.upper()}_TOO_LONG")
        world.profile.texts[name, _language(given)] = given.text(name)
        return True

    @method(f"getMy{title}", "language_code")
    def get_text(world: "World", given: Arguments) -> Any:
        return {name: world.profile.text(name, _language(given))}


for _name in _LONGEST:
    _set(_name)

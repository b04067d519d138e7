"""What there is to tap under a message: buttons, or a menu where they are many."""

from collections.abc import Sequence

import discord

_PREFIX = "maum:"
_MENU = "maum-menu"
_MOST_BUTTONS = 5
_MOST_LABEL, _MOST_OPTION = 80, 100


def view_of(choices: Sequence[Sequence[str]]) -> discord.ui.View | None:
    """*choices*, pairs of a label and a command, to be sent with a message; None of none.

    The library need not remember it: `tapped` reads all from the interaction, after a restart too.
    """
    if not choices:
        return None
    view = discord.ui.View(timeout=None)
    if len(choices) <= _MOST_BUTTONS:
        for label, command in choices:
            view.add_item(
                discord.ui.Button(label=label[:_MOST_LABEL], custom_id=f"{_PREFIX}{command}")
            )
    else:
        options = [
            discord.SelectOption(label=label[:_MOST_OPTION], value=command)
            for label, command in choices
        ]
        view.add_item(discord.ui.Select(custom_id=_MENU, options=options, placeholder="…"))
    view.stop()
    return view


def tapped(interaction: discord.Interaction) -> str | None:
    """The command that was tapped or chosen; None if the interaction is another one."""
    if interaction.type is not discord.InteractionType.component or not interaction.data:
        return None
    data = dict(interaction.data)
    name = str(data.get("custom_id", ""))
    if name.startswith(_PREFIX):
        return name.removeprefix(_PREFIX)
    values = data.get("values")
    if name == _MENU and isinstance(values, list) and values:
        return str(values[0])
    return None

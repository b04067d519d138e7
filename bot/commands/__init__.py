"""What a person tells maum with a slash, the same on every messenger."""

from bot.commands.command import Answer, Call, Choice, Command, File, as_json
from bot.commands.commands import Commands

__all__ = ["Answer", "Call", "Choice", "Command", "Commands", "File", "as_json"]

"""The methods of the Bot API."""

from servers.telegram.methods import chats, files, messages, profile, reactions, updates
from servers.telegram.methods.table import METHODS

__all__ = ["METHODS", "chats", "files", "messages", "profile", "reactions", "updates"]

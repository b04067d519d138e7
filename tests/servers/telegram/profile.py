"""What the bot says of itself."""

from dataclasses import dataclass, field
from typing import Any

Commands = list[dict[str, str]]


@dataclass(eq=False)
class Profile:
    """By scope and language, ``""`` being every language."""

    commands: dict[tuple[str, str], Commands] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    """Name, description and short description, by field and language."""

    def menu(self, language: str, *, scope: str = "all_private_chats") -> Commands:
        """The commands that a person with *language* is offered."""
        for place in (scope, "default"):
            for tongue in (language, ""):
                if found := self.commands.get((place, tongue)):
                    return found
        return []

    def text(self, name: str, language: str) -> str:
        return self.texts.get((name, language)) or self.texts.get((name, ""), "")


def scope_key(scope: Any) -> str:
    """``default``, ``all_private_chats``, ``chat:5``, …"""
    if not scope:
        return "default"
    ids = (str(scope[name]) for name in ("chat_id", "user_id") if name in scope)
    return ":".join((scope["type"], *ids))

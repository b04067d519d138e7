"""Slash commands as somebody sends them, and what they are shown."""

from dataclasses import dataclass
from typing import Any

from servers.discord.places import Channel, User

COMMAND, DEFERRED, EPHEMERAL = 2, 5, 64


@dataclass(eq=False, kw_only=True)
class Interaction:
    """A command that was sent; the bot answers it by its token."""

    id: int
    by: User
    channel: Channel
    name: str
    deferred: bool = False
    """Whether it is shown that the bot thinks about it."""
    hidden: bool = False
    """Whether nobody else sees the answer."""
    text: str = ""
    """What is shown of it."""

    @property
    def token(self) -> str:
        return f"token-{self.id}"

    def json(self, application: int) -> dict[str, Any]:
        guild = self.channel.guild
        assert guild is not None, "commands are sent in servers here"
        return {
            "id": str(self.id), "application_id": str(application), "type": COMMAND,
            "token": self.token, "version": 1, "locale": "ko", "guild_locale": "ko",
            "guild_id": str(guild.id), "channel_id": str(self.channel.id),
            "channel": self.channel.json(), "app_permissions": "0", "entitlements": [],
            "authorizing_integration_owners": {}, "context": 0, "attachment_size_limit": 10 << 20,
            "member": {**guild.member(self.by), "user": self.by.json(), "permissions": "0"},
            "data": {"id": str(self.id), "name": self.name, "type": 1},
        }  # fmt: skip

    def defer(self, given: dict[str, Any]) -> dict[str, Any]:
        """Take the first answer; this bot thinks before it says anything."""
        assert not self.deferred and given["type"] == DEFERRED, given
        self.deferred = True
        self.hidden = bool((given.get("data") or {}).get("flags", 0) & EPHEMERAL)
        return {"interaction": {"id": str(self.id), "type": COMMAND}}

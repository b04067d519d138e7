"""Which servers, channels and roles the settings let in."""

import discord

from config.settings import DiscordSettings


class Bounds:
    """Where maum answers, and whom a role introduces; people are the door's matter."""

    def __init__(self, settings: DiscordSettings) -> None:
        self._servers = frozenset(settings.servers)
        self._channels = frozenset(settings.channels)
        self._roles = frozenset(settings.roles)

    @property
    def by_role(self) -> bool:
        """Whether there are roles that let people in."""
        return bool(self._roles)

    def answers_in(self, guild: int | None, *channels: int | None) -> bool:
        """Whether maum answers in the server *guild*, in one of *channels*: a thread and its parent.

        In direct messages it always does.
        """
        if guild is None:
            return True
        if self._servers and guild not in self._servers:
            return False
        return not self._channels or not self._channels.isdisjoint(channels)

    def introduces(self, user: discord.abc.User) -> bool:
        """Whether a role of *user*, in the server where they were met, lets them talk."""
        if not isinstance(user, discord.Member):
            return False
        return not self._roles.isdisjoint(role.id for role in user.roles)

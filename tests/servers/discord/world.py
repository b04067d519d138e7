"""Everything there is on the server, and telling the bot what changes."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from servers.discord.interactions import Interaction
from servers.discord.places import (
    DM,
    TEXT,
    THREAD,
    Attachment,
    Channel,
    Guild,
    Message,
    Role,
    User,
)
from servers.discord.snowflakes import Snowflakes

Found = TypeVar("Found")


class World:
    """Users, servers and channels; changes are told to who waits and, by `tell`, to the bot."""

    def __init__(self) -> None:
        self._ids = Snowflakes()
        self._changed = asyncio.Event()
        self.url = ""
        """Where the REST API is."""
        self.me = User(id=self.new_id(), name="Maum", bot=True)
        self.users: dict[int, User] = {self.me.id: self.me}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.files: dict[int, Attachment] = {}
        self.interactions: dict[str, Interaction] = {}
        """By their tokens."""
        self.refuses_voice = False
        """Whether the bot may send no voice messages."""

    def new_id(self) -> int:
        return self._ids.next()

    def tell(self, event: str, data: dict[str, Any], *, message: Message | None = None) -> None:
        """Send *event* to the bot's sessions; of a *message*, as far as their intents reach."""
        raise NotImplementedError

    def changed(self) -> None:
        """Let those who wait look again."""
        event, self._changed = self._changed, asyncio.Event()
        event.set()

    async def until(self, found: Callable[[], Found]) -> Found:
        """What *found* returns as soon as that is anything; asked again after every change."""
        try:
            async with asyncio.timeout(60):
                while not (result := found()):
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(self.told()) from None
        return result

    def told(self) -> str:
        """What to show of a test that waited in vain."""
        raise NotImplementedError

    def guild(self, name: str, *members: User) -> Guild:
        """A server of the first of *members*, with the bot in it."""
        guild = Guild(id=self.new_id(), name=name, owner=members[0])
        own = Role(id=self.new_id(), name=self.me.name, bot=self.me)
        guild.roles = [own]
        guild.members = {user: [] for user in members} | {self.me: [own]}
        self.guilds[guild.id] = guild
        self.tell("GUILD_CREATE", guild.json())
        self.changed()
        return guild

    def role(self, guild: Guild, name: str, *members: User) -> Role:
        """A role that *members* have; to be made before the bot sees the server."""
        role = Role(id=self.new_id(), name=name)
        guild.roles.append(role)
        for user in members:
            guild.members[user].append(role)
        return role

    def channel(self, guild: Guild, name: str, *, type_: int = TEXT) -> Channel:
        """A channel of *guild*."""
        channel = Channel(id=self.new_id(), name=name, type=type_, guild=guild)
        self._add(channel, "CHANNEL_CREATE")
        return channel

    def thread(self, parent: Channel, name: str) -> Channel:
        """A thread of *parent*."""
        channel = Channel(
            id=self.new_id(), name=name, type=THREAD, guild=parent.guild, parent=parent
        )
        self._add(channel, "THREAD_CREATE")
        return channel

    def direct(self, user: User) -> Channel:
        """The channel of *user* and the bot."""
        found = next((one for one in self.channels.values() if one.recipient is user), None)
        if found is None:
            found = Channel(id=self.new_id(), type=DM, recipient=user)
            self.channels[found.id] = found
        return found

    def keep(self, name: str, data: bytes, media_type: str, **more: Any) -> Attachment:
        """A file that can be fetched."""
        id_ = self.new_id()
        url = f"{self.url.removesuffix('/api/v10')}/attachments/{id_}/{name}"
        file = Attachment(id=id_, name=name, data=data, media_type=media_type, url=url, **more)
        self.files[id_] = file
        return file

    def post(self, message: Message) -> Message:
        """Put *message* into its channel."""
        message.channel.messages.append(message)
        self.tell("MESSAGE_CREATE", message.json(), message=message)
        self.changed()
        return message

    def _add(self, channel: Channel, event: str) -> None:
        self.channels[channel.id] = channel
        assert channel.guild is not None
        channel.guild.channels.append(channel)
        self.tell(event, channel.json())
        self.changed()

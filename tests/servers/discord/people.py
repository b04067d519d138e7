"""What a person can do on Discord."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from servers.discord.interactions import Interaction
from servers.discord.places import VOICE_MESSAGE, Attachment, Channel, Message, User

if TYPE_CHECKING:
    from servers.discord.world import World

_MENTION = re.compile(r"<@!?(\d+)>")


@dataclass(eq=False, kw_only=True)
class Person(User):
    """Somebody with Discord on their telephone."""

    world: "World" = field(repr=False)

    @property
    def chat(self) -> Channel:
        """Their direct messages with the bot."""
        return self.world.direct(self)

    def says(
        self, text: str, *, to: Channel | None = None, reply_to: Message | None = None
    ) -> Message:
        """Send a text; a reply pings whom it answers."""
        return self._send(text, to, reply_to=reply_to)

    def speaks(self, ogg: bytes, *, seconds: float, to: Channel | None = None) -> Message:
        """Send a voice message."""
        file = self.world.keep("voice-message.ogg", ogg, "audio/ogg", seconds=seconds)
        return self._send("", to, attachments=[file], flags=VOICE_MESSAGE)

    def hands(
        self, data: bytes, name: str, media_type: str, *, text: str = "", to: Channel | None = None
    ) -> Message:
        """Send a file."""
        return self._send(text, to, attachments=[self.world.keep(name, data, media_type)])

    def edits(self, message: Message, text: str) -> None:
        """Change a message of their own."""
        assert message.by is self
        message.earlier.append(message.text)
        message.text = text
        self.world.tell("MESSAGE_UPDATE", message.json(), message=message)
        self.world.changed()

    def reacts(self, message: Message, emoji: str) -> None:
        """React to *message*."""
        self.world.tell(
            "MESSAGE_REACTION_ADD",
            {
                "user_id": str(self.id),
                "channel_id": str(message.channel.id),
                "message_id": str(message.id),
                "message_author_id": str(message.by.id),
                "emoji": {"id": None, "name": emoji},
                "type": 0,
                "burst": False,
            },
            message=message,
        )

    def commands(self, name: str, *, to: Channel) -> Interaction:
        """Send the slash command *name*."""
        made = Interaction(id=self.world.new_id(), by=self, channel=to, name=name)
        self.world.interactions[made.token] = made
        self.world.tell("INTERACTION_CREATE", made.json(self.world.me.id))
        return made

    def blocks(self) -> None:
        """Take no more direct messages of the bot."""
        self.chat.closed = True

    def _send(
        self,
        text: str,
        to: Channel | None,
        *,
        reply_to: Message | None = None,
        attachments: list[Attachment] | None = None,
        flags: int = 0,
    ) -> Message:
        channel, users = to or self.chat, self.world.users
        assert channel.guild is None or self in channel.guild.members, f"{self.name} is not there"
        mentioned = [users[int(one)] for one in _MENTION.findall(text) if int(one) in users]
        if reply_to and reply_to.by not in mentioned:
            mentioned.append(reply_to.by)
        made: dict[str, Any] = {"attachments": attachments or [], "mentions": mentioned}
        return self.world.post(
            Message(
                id=self.world.new_id(),
                channel=channel,
                by=self,
                text=text,
                reply_to=reply_to,
                flags=flags,
                **made,
            )
        )

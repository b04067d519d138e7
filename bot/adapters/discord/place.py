"""Where a conversation on Discord takes place."""

from dataclasses import dataclass

from bot.adapters.messaging.told import Sender


@dataclass(frozen=True, slots=True)
class Place:
    """A channel: direct messages, a channel of a server, or a thread of one."""

    channel: int
    is_private: bool
    """Whether nobody else reads along: direct messages."""

    @property
    def key(self) -> str:
        """As `ChatKey.chat` has it."""
        return str(self.channel)


def channel_of(sender: Sender) -> int:
    """The id of the channel where *sender* told something."""
    return int(sender.place.key)

"""Where a conversation on Telegram takes place."""

from dataclasses import dataclass

from bot.adapters.messaging.told import Sender

_SUPERGROUPS = -1_000_000_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, or one topic of it."""

    chat: int
    thread: int | None = None

    @property
    def key(self) -> str:
        """As `ChatKey.chat` has it."""
        return f"{self.chat}/{self.thread}" if self.thread else str(self.chat)

    @property
    def is_private(self) -> bool:
        """Whether nobody else reads along."""
        return self.chat > 0

    @property
    def counter(self) -> int:
        """What counts the message ids: each supergroup for itself, all other chats together."""
        return self.chat if self.chat < _SUPERGROUPS else 0


def place_of(sender: Sender) -> Place:
    """The place of *sender*, as Telegram has them."""
    assert isinstance(sender.place, Place)
    return sender.place

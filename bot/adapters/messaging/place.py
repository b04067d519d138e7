"""Where a conversation takes place."""

from typing import Protocol


class Place(Protocol):
    """A chat, a channel, or a topic of one."""

    @property
    def key(self) -> str:
        """As `ChatKey.chat` has it."""
        ...

    @property
    def is_private(self) -> bool:
        """Whether nobody else reads along."""
        ...

"""One person on several messengers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from bot.events import ChatKey


class Doors(Protocol):
    """Which accounts are one person's. Every method raises `StoreError`."""

    async def offer(self, chat: ChatKey, code: str, /, *, expires: datetime) -> None:
        """Let whoever says *code* until then be the person of *chat*; an earlier code is void."""
        ...

    async def open(self, chat: ChatKey, code: str, /) -> Sequence[str]:
        """Let the person of *chat* be the one who was offered *code*; all their accounts then.

        The two conversations become one, and so do memories, corrections and choices; where both
        chose, the choice of the one who was offered the code counts. Empty, and nothing is done,
        if no such code holds or they are one person already. A code holds once.
        """
        ...

    async def close(self, chat: ChatKey, /) -> bool:
        """Let the account of *chat* be a person of its own; false if it is one.

        What was said, learned and corrected so far stays with the other accounts; what the person
        chose holds for both.
        """
        ...

    async def known(self, who: str, /) -> Sequence[str]:
        """All accounts of the person, ``messenger:id``."""
        ...


@runtime_checkable
class Linkable(Protocol):
    """What a store may be as well: one that knows a person on several messengers."""

    @property
    def doors(self) -> Doors:
        """Which accounts are one person's."""
        ...

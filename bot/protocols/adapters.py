"""What messengers are to the companion, and it to them."""

from collections.abc import Awaitable, Callable, Collection
from typing import Protocol, TypeAlias

from bot.events import ChatKey, Incoming, TurnEvent

Deliver: TypeAlias = Callable[[TurnEvent], Awaitable[None]]
Renewed: TypeAlias = Callable[[Collection[str]], Awaitable[None]]
"""Told of accounts of a person, ``messenger:id``, whose conversation was deleted, set aside, joined or
parted: what was shown or held of it goes before the first wait, and may be read anew behind it."""
Dropped: TypeAlias = Callable[[Collection[str]], None]
"""Told of accounts of a person: what they said and nobody has begun to answer was forgotten."""


class Conversations(Protocol):
    """What an adapter hands its messages to."""

    async def say(self, incoming: Incoming, deliver: Deliver, /) -> None:
        """Take *incoming* and return; its turn's events go to *deliver*, in order.

        A turn of the same chat that is still in flight is stopped first: what was delivered of
        it is remembered. Texts that arrive before any of the answer was delivered are
        answered together.
        """
        ...

    async def hush(self, chat: ChatKey, /) -> None:
        """Stop what *chat* is being told; return when it has stopped."""
        ...

    def going(self, chat: ChatKey, /) -> bool:
        """Whether a message of *chat* is being answered."""
        ...


class Adapter(Protocol):
    """A messenger."""

    async def run(self, conversations: Conversations, /) -> None:
        """Serve until cancelled."""
        ...


class Caller(Protocol):
    """What an adapter gives to `Checkins.calling` if it can speak first."""

    async def call(self, chat: ChatKey, text: str, /) -> None:
        """Say *text* in *chat*, where nobody has just spoken; raises `MessengerError`."""
        ...

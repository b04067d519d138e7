"""What keeps the messages of a messenger until they are answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.events import ChatKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One update of a messenger, kept until it is answered."""

    chat: ChatKey
    """Letters of one ``chat.chat`` are answered in the order in which they were received."""
    update: str
    """The messenger's id of it, the same however often it is told; unique in the messenger."""
    content: str
    """All that the adapter needs to answer it, in a form of its own."""
    at: datetime
    """When the messenger told it, with time zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message of an answer."""

    name: str
    """The adapter's, unique within the answer."""
    content: str
    """All that the adapter needs to send it again, in a form of its own."""
    after: str = ""
    """The newest message of the chat that was known when this one was about to be sent."""
    message: str | None = None
    """The messenger's id of it; None: whether it was sent is in doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A letter that is not answered yet."""

    number: int
    """Grows with every letter and is never given again."""
    letter: Letter
    lead: int
    """The letter that it is answered with: its own number unless it was joined."""
    parts: tuple[Part, ...] = ()
    """Of the answer so far, in the order in which they were intended."""
    tries: int = 0
    """How many restarts it has seen."""


class Inbox(Protocol):
    """Keeps what messengers tell until it is answered. Every method raises `StoreError`.

    ::

        receive → (acknowledge to the messenger) → join? → (intend → send → sent)* → finish

    When a method returns, what it did survives a crash. A messenger without an idempotency key
    cannot promise exactly once by itself; this is how it is reached nevertheless. A crash leaves
    a letter in one of four states, and `resume` shows which:

    - *not received*: it was not acknowledged either, so the messenger tells it again;
    - *without parts*: nothing of the answer was sent; answer it from the beginning;
    - *a part with a message id*: that was sent. The rest of the answer is sent from its content;
    - *a part without one*: the crash fell between the intent and the messenger's reply. What ends
      in the same state when it is repeated (an edit, a reaction, a deletion, setting a menu) is
      repeated. A new message is looked for: the messenger has given it one of the next ids after
      `Part.after`, and tells of an id that it does not exist, is somebody else's or is the bot's.
      An adapter that sends one new message at a time to a chat knows every other message of the
      bot there, so one that it does not know is the one in doubt: `sent`. If there is none,
      nothing was sent. Where the messenger cannot be asked, words are sent again, for twice is
      better than never, and ornaments (voice, face) are not.

    The last part needs no `sent`: `finish` says it all. The steps of one letter are awaited one
    after another.
    """

    async def receive(self, *letters: Letter) -> Sequence[Pending]:
        """Keep *letters*, of one batch; those that were not known yet, in the same order."""
        ...

    async def resume(self, messenger: str, /) -> Sequence[Pending]:
        """All that is not finished, in order, after a restart; counts as a try of each."""
        ...

    async def join(self, lead: int, /, *numbers: int) -> None:
        """Note that the letters *numbers* are answered together with *lead*."""
        ...

    async def intend(self, number: int, part: Part, /) -> None:
        """Note that *part* of the answer is about to be sent, or what is to become of it."""
        ...

    async def sent(self, number: int, name: str, message: str, /) -> None:
        """Note the messenger's id of the part *name*."""
        ...

    async def finish(self, *numbers: int) -> None:
        """Close the letters and those joined to them.

        Of them only their ids stay, so that they are known when they are told again; of their
        parts nothing does. One that was forgotten meanwhile is passed over.
        """
        ...

    async def prune(self, *, before: datetime) -> int:
        """Delete letters from before that moment, answered or not; how many there were."""
        ...

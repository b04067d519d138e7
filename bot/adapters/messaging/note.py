"""A letter that is being seen to."""

from dataclasses import dataclass, field, replace

from bot.adapters.messaging.told import Edited, Said, Sender, Tapped, Told
from bot.commands.spelling import Spelled, spelled
from bot.events import ChatKey
from bot.protocols import Pending


@dataclass(eq=False, slots=True)
class Note:
    """A letter, what it tells, and the letters that are answered with it."""

    pending: Pending
    told: Told
    joined: list["Note"] = field(default_factory=list)
    first: "Note | None" = None
    """The first message of the burst that this one changes."""
    former: str = ""
    """What the changed message of a burst said before."""
    urgent: bool = False
    """Whether it speaks of danger; a lane says so when it takes it."""
    forgotten: bool = False
    """Whether it was forgotten before it was answered."""

    @property
    def chat(self) -> ChatKey:
        """The conversation."""
        return replace(self.pending.letter.chat, shared=not self.sender.place.is_private)

    @property
    def sender(self) -> Sender:
        """Who told it, and where."""
        return self.told.sender

    @property
    def source(self) -> str:
        """What its message is called in the history.

        A place that has moved counts its messages anew: there the number alone would be that of
        another one, from before. A burst is called by its first message.
        """
        if self.first:
            return self.first.source
        here, at_first = self.sender.place.key, self.pending.letter.chat.chat
        return f"{'' if here == at_first else f'{here}/'}{self.sender.message}"

    @property
    def text(self) -> str:
        """All that was written, each message as it was last changed, one below the other."""
        return "\n".join(filter(None, self.texts.values()))

    @property
    def texts(self) -> dict[int, str]:
        """The same, by the ids of the messages."""
        if self.first:
            return self.first.texts
        texts: dict[int, str] = {}
        for one in sorted([self, *self.joined], key=lambda note: note.pending.number):
            if isinstance(one.told, Said | Edited):
                texts[one.sender.message] = one.told.text
        return texts

    @property
    def call(self) -> Spelled | None:
        """The command that was typed or tapped, if it is one."""
        match self.told:
            case Said(text=text) | Tapped(command=text):
                return spelled(text)
            case _:
                return None

    @property
    def is_plain(self) -> bool:
        """Whether it is a text for the companion, and no command."""
        return isinstance(self.told, Said) and not self.is_command

    @property
    def is_command(self) -> bool:
        """Whether it is a command."""
        return self.call is not None

    @property
    def quote(self) -> int | None:
        """The message to answer visibly: where others write too, an answer shows to whom it goes."""
        return None if self.sender.place.is_private else self.sender.message

    def goes_with(self, other: "Note") -> bool:
        """Whether it may be answered together with *other*, an earlier one.

        Not if an earlier run of the program has begun to answer that: it is completed as it was.
        """
        if other.forgotten or other.pending.parts or self.chat != other.chat or not other.is_plain:
            return False
        return self.is_plain or self.changes(other)

    def changes(self, other: "Note") -> bool:
        """Whether it changes a text of *other*."""
        texts = {one.sender.message for one in (other, *other.joined)}
        return isinstance(self.told, Edited) and self.sender.message in texts

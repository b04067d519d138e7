"""Who is heard without hands, and by what."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.adapters.web.chat import Chat
from bot.adapters.web.messages import Listen
from bot.adapters.web.room import Listener, Room
from bot.adapters.web.talk import Talk
from bot.events import ChatKey
from config.errors import EarsTaken, TalkElsewhere, TalkRefused
from speech.live.ear import LiveEar


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Opens talks: one for each person, a few at a time."""

    ear: Callable[[], LiveEar] | None = None
    """A new ear for one speaker, whose clock is the count of samples; None hears nobody."""
    longest: float = 1800.0
    """Seconds of one talk; 0 allows none."""
    quiet: float = 300.0
    """Seconds without speech after which one ends."""
    seats: int = 8
    talks: dict[ChatKey, Talk] = field(default_factory=dict)
    """Those that listen now."""

    @property
    def offered(self) -> bool:
        """Whether anybody is heard at all."""
        return self.ear is not None and self.longest > 0

    def open(self, chat: Chat, room: Room, tab: Listener, wish: Listen) -> Talk:
        """A talk with the page behind *tab*, which ends the same person's other one.

        Raises `TalkRefused` or `EarsTaken`.
        """
        if self.ear is None or not self.offered:
            raise TalkRefused
        if other := self.talks.get(room.chat):
            other.end(TalkElsewhere)
        if len(self.talks) >= self.seats:
            raise EarsTaken

        talk = Talk(
            self.ear(),
            chat=chat,
            room=room,
            tab=tab,
            wish=wish,
            longest=self.longest,
            quiet=self.quiet,
            over=lambda: self._forget(room.chat),
        )
        self.talks[room.chat] = talk
        return talk

    def _forget(self, who: ChatKey) -> None:
        del self.talks[who]

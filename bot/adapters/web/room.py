"""A person's conversation as their open pages see it."""

from collections import OrderedDict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol, TypeAlias

from bot.events import ChatKey

Json: TypeAlias = Mapping[str, object]

_LAST = frozenset({"ended", "failed"})
_WORDS = frozenset({"delta", "replied"})  # never both: one stands in for the others
_PASSING = frozenset({"spoke", "pictured"})
"""Events that a page which joins later has no use for."""


class Listener(Protocol):
    """Who is told: an open page."""

    def send(self, message: Json, /) -> None:
        """Take *message*; neither waits nor fails."""
        ...


@dataclass(slots=True)
class LiveTurn:
    """A turn as far as it got, for a page that joins while it runs."""

    id: str
    received: Json
    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    events: list[Json] = field(default_factory=list)
    over: bool = False

    def note(self, event: Json) -> None:
        """Keep what a page needs to catch up."""
        name = event["event"]
        if name == "replied":
            self.events = [past for past in self.events if past["event"] != "delta"]
        if name not in _PASSING:
            self.events.append(event)
        self.over = self.over or name in _LAST


class Room:
    """The tabs of one person, and what they have to agree on."""

    def __init__(self, chat: ChatKey) -> None:
        self.chat = chat
        self.turns: list[LiveTurn] = []
        """The newest turn, behind those that it interrupted: the store may not have them yet."""
        self.portrait: Json | None = None
        """The face shown last, as its event."""
        self.renewals = 0
        """How often what was shown went out of date."""
        self._tabs: set[Listener] = set()
        self._taken: deque[str] = deque(maxlen=512)

    @property
    def empty(self) -> bool:
        """Whether nobody is here and nothing is being answered."""
        return not self._tabs and self._over

    @property
    def telling(self) -> bool:
        """Whether a message is being answered."""
        return not self._over

    @property
    def caught_up(self) -> Sequence[Json]:
        """The turns, for a page that joins while they run."""
        return [{"received": turn.received, "events": turn.events} for turn in self.turns]

    @property
    def told(self) -> str:
        """The newest reply, as far as it got."""
        events = self.turns[-1].events if self.turns else []
        return "".join(str(one["text"]) for one in events if one["event"] in _WORDS)

    @property
    def _over(self) -> bool:
        return not self.turns or self.turns[-1].over

    def enter(self, tab: Listener) -> None:
        """From now on *tab* is told what happens."""
        self._tabs.add(tab)

    def leave(self, tab: Listener) -> None:
        """*tab* is gone."""
        self._tabs.discard(tab)
        self._settle()

    def take(self, message_id: str) -> bool:
        """Whether *message_id* is new; a page that lost the connection sends a message again."""
        if message_id in self._taken:
            return False
        self._taken.append(message_id)
        return True

    def begin(self, received: Json) -> LiveTurn:
        """Tell the tabs of a message and open its turn."""
        turn = LiveTurn(str(received["id"]), received)
        self.turns = [turn] if self._over else [*self.turns, turn]
        self.tell(received)
        return turn

    def happen(self, turn: LiveTurn, event: Json) -> None:
        """Tell the tabs of an event of *turn*."""
        turn.note(event)
        if event["event"] == "pictured":
            self.portrait = event
        self.tell(event)
        self._settle()

    def hush(self) -> None:
        """Tell the tabs that the turn was stopped."""
        if self.turns:
            self.turns[-1].over = True
        self.tell({"event": "hushed"})
        self._settle()

    def begin_anew(self, *, going: bool) -> None:
        """What was said is not to be shown any more, but for a turn that is *going* on."""
        self.renewals += 1
        self.portrait = None
        self.turns = [turn for turn in self.turns[-1:] if going and not turn.over]
        self.tell({"event": "anew", "turns": self.caught_up})

    def tell(self, message: Json) -> None:
        """Send *message* to every tab."""
        for tab in self._tabs:
            tab.send(message)

    def _settle(self) -> None:
        # The store has the words now; they are not kept in memory for nobody.
        if self.empty:
            self.turns = []


class Rooms:
    """The rooms by person; those left longest ago go first."""

    def __init__(self, *, limit: int = 1024) -> None:
        self._rooms: OrderedDict[str, Room] = OrderedDict()
        self._limit = limit

    def of(self, person: str) -> Room:
        """The room of *person*, made at their first visit."""
        room = self._rooms.get(person)
        if room is None:
            self._make_space()
            room = Room(ChatKey(messenger="web", chat=person, person=person))
            self._rooms[person] = room
        self._rooms.move_to_end(person)
        return room

    def of_accounts(self, accounts: Collection[str], /) -> Sequence[Room]:
        """The rooms of those *accounts*, ``messenger:id``, that have one."""
        return [room for room in self._rooms.values() if room.chat.who in accounts]

    def _make_space(self) -> None:
        if len(self._rooms) < self._limit:
            return
        idle = next((person for person, room in self._rooms.items() if room.empty), None)
        if idle is not None:
            del self._rooms[idle]

from collections.abc import Mapping

from bot.adapters.web.room import Room, Rooms
from bot.events import ChatKey


class Listener:
    """Stands where a tab stands."""

    def __init__(self) -> None:
        self.told: list[Mapping[str, object]] = []

    def send(self, message: Mapping[str, object]) -> None:
        self.told.append(message)


def room() -> Room:
    return Room(ChatKey(messenger="web", chat="a", person="a"))


def received(message_id: str) -> Mapping[str, object]:
    return {"event": "received", "id": message_id, "text": "안녕", "kind": "text"}


def test_every_tab_is_told_what_happens() -> None:
    ours, one, other = room(), Listener(), Listener()
    ours.enter(one)
    ours.enter(other)
    turn = ours.begin(received("1"))
    ours.happen(turn, {"event": "delta", "id": "1", "text": "네"})
    assert one.told == other.told
    assert [message["event"] for message in one.told] == ["received", "delta"]


def test_a_message_is_taken_once() -> None:
    ours = room()
    assert ours.take("1")
    assert not ours.take("1")
    assert ours.take("2")


def test_a_turn_in_flight_is_kept_for_those_who_join() -> None:
    ours = room()
    turn = ours.begin(received("1"))
    for event in ("felt", "delta", "spoke", "pictured"):
        ours.happen(turn, {"event": event, "id": "1"})
    assert [event["event"] for event in ours.turns[0].events] == ["felt", "delta"]
    assert ours.portrait == {"event": "pictured", "id": "1"}


def test_a_whole_reply_takes_the_place_of_its_pieces() -> None:
    ours = room()
    turn = ours.begin(received("1"))
    for event in ("felt", "delta", "delta", "replied"):
        ours.happen(turn, {"event": event, "id": "1"})
    assert [event["event"] for event in turn.events] == ["felt", "replied"]


def test_an_interrupted_turn_is_told_with_the_one_that_interrupted_it() -> None:
    ours = room()
    first = ours.begin(received("1"))
    second = ours.begin(received("2"))
    assert ours.turns == [first, second]
    ours.enter(Listener())
    ours.happen(second, {"event": "ended", "id": "2"})
    third = ours.begin(received("3"))
    assert ours.turns == [third]


def test_no_words_stay_in_memory_once_nobody_is_there() -> None:
    ours, tab = room(), Listener()
    ours.enter(tab)
    turn = ours.begin(received("1"))
    ours.leave(tab)
    assert ours.turns == [turn]
    ours.happen(turn, {"event": "ended", "id": "1"})
    assert ours.turns == []
    assert not ours.take("2") or not ours.take("2")


def test_rooms_left_longest_ago_go_first() -> None:
    rooms = Rooms(limit=2)
    first = rooms.of("a")
    first.enter(Listener())
    second = rooms.of("b")
    rooms.of("c")
    assert rooms.of("a") is first
    assert rooms.of("b") is not second

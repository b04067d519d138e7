"""Whether a call goes on."""

from bot.adapters.discord.voice.watchdog import Verdict, Watchdog
from config.errors import CallFailed, CallRefused

STAY, ENTER, LEAVE = Verdict.STAY, Verdict.ENTER, Verdict.LEAVE


def watchdog() -> Watchdog:
    return Watchdog(0.0, grace=60.0, patience=15.0)


def look(
    dog: Watchdog, now: float, *, alone: bool = False, well: bool = False, dead: bool = False
) -> Verdict:
    return dog.look(now, alone=alone, well=well, dead=dead)


def test_who_is_alone_for_a_while_leaves() -> None:
    dog = watchdog()
    assert look(dog, 59.0, alone=True, well=True) is STAY
    assert look(dog, 60.0, well=True) is STAY
    assert look(dog, 119.0, alone=True, well=True) is STAY
    assert look(dog, 120.0, alone=True, well=True) is LEAVE


def test_a_broken_call_is_entered_anew_when_nobody_has_mended_it() -> None:
    dog = watchdog()
    assert look(dog, 10.0, well=True) is STAY
    assert look(dog, 24.0) is STAY
    assert look(dog, 25.0) is ENTER
    assert look(dog, 26.0, well=True) is STAY
    assert look(dog, 27.0, dead=True) is ENTER, "nobody else mends it"


def test_tries_come_ever_more_slowly() -> None:
    dog, now, waits = watchdog(), 0.0, []
    for _ in range(10):
        tried = now
        dog.failed(now, CallFailed("no server"))
        while look(dog, now, dead=True) is STAY:
            now += 0.5
        waits.append(now - tried)
    assert waits == [0.5, 1, 2, 4, 8, 15, 15, 15, 15, 15]


def test_a_call_that_breaks_again_at_once_is_not_entered_ever_faster() -> None:
    """Somebody whose frames nobody can open would make it come and go."""
    dog, now, waits = watchdog(), 0.0, []
    for _ in range(12):
        dog.entered(now)
        entered = now
        while look(dog, now, dead=True) is STAY:
            now += 0.5
        waits.append(now - entered)
    assert waits == [0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    for second in range(61):
        look(dog, now + second, well=True)
    dog.entered(now + 61)
    assert look(dog, now + 61.5, dead=True) is ENTER


def test_a_call_that_is_refused_again_and_again_is_given_up() -> None:
    dog = watchdog()
    tries = [CallRefused("4017"), CallFailed("away"), *[CallRefused("4017")] * 3]
    assert [dog.failed(1.0, error) for error in tries] == [False, False, False, False, True]


def test_a_call_that_cannot_be_entered_for_long_is_given_up() -> None:
    dog = watchdog()
    assert look(dog, 100.0, well=True) is STAY
    assert not dog.failed(1000.0, CallFailed("away"))
    assert dog.failed(1900.0, CallFailed("away"))


def test_who_is_left_alone_in_a_broken_call_does_not_enter_it_anew() -> None:
    dog = watchdog()
    assert look(dog, 60.0, alone=True, dead=True) is LEAVE

from datetime import UTC, datetime, timedelta

import pytest

from bot.care.sitting import Sittings

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WHO = "test:1"


def after(**length: float) -> datetime:
    return NOON + timedelta(**length)


@pytest.mark.parametrize(("minor", "hours"), [(False, 3), (True, 1)])
def test_a_reminder_comes_after_hours_without_a_break_and_again(minor: bool, hours: int) -> None:
    sittings, told = Sittings(), []
    for minutes in range(0, 60 * hours * 2 + 1, 10):
        sat = sittings.take(WHO, after(minutes=minutes), minor=minor)
        if sat is not None:
            told.append((minutes, sat))
    assert told == [(60 * hours * n, timedelta(hours=hours * n)) for n in (1, 2)]


def test_after_a_break_it_begins_anew() -> None:
    sittings = Sittings()
    for minutes in [*range(0, 171, 10), 202]:
        assert sittings.take(WHO, after(minutes=minutes)) is None
    assert sittings.opens(WHO)


def test_a_sitting_goes_on_over_a_restart() -> None:
    earlier = [after(minutes=minutes) for minutes in range(0, 180, 15)]
    assert Sittings().take(WHO, after(hours=3), earlier=earlier) == timedelta(hours=3)
    assert Sittings().take(WHO, after(hours=5), earlier=earlier) is None


def test_messages_without_a_reminder_belong_to_the_sitting() -> None:
    sittings = Sittings()
    for minutes in range(0, 181, 20):
        sittings.attend(WHO, after(minutes=minutes))
    assert sittings.opens(WHO) and not sittings.opens(WHO)
    assert sittings.take(WHO, after(minutes=190)) == timedelta(minutes=190)


def test_everybody_has_a_sitting_of_their_own() -> None:
    sittings = Sittings()
    sittings.take(WHO, NOON)
    sittings.take("test:2", after(hours=2, minutes=50))
    assert sittings.take("test:2", after(hours=3)) is None


def test_the_oldest_is_dropped_where_there_are_too_many() -> None:
    sittings = Sittings()
    for number in range(10_001):
        sittings.take(f"test:{number}", NOON)
    assert not sittings.opens("test:0")
    assert sittings.opens("test:10000")
